//! Every format over every sample document, as that format's own parser reads it: valid, nothing in it acts, and
//! nothing is lost: every proposal's name and every finding's id is there.

mod samples;

use reports::document::v1::Document;
use reports::render::{Format, Options, escape, render};

fn rendered(document: &Document, format: Format, full: bool) -> String {
    let options = Options {
        full,
        source_url: Some("https://git.example/blob/main/{path}#L{line}".to_owned()),
        ..Options::default()
    };
    let mut out = Vec::new();
    render(document, format, &options, &mut out).expect("writing to memory does not fail");
    String::from_utf8(out).expect("renderers write UTF-8")
}

/// What a format's text says, read by a parser of that format. A panic where it is not valid, or acts.
fn said(format: Format, text: &str) -> Vec<String> {
    match format {
        Format::Text => vec![text.to_owned()],
        Format::Json => json::texts(&serde_json::from_str(text).expect("it is JSON")),
        Format::Markdown => markdown::texts(text),
        Format::Dot => dot::texts(text),
        Format::Mermaid => mermaid::texts(text),
        Format::Html => html::texts(text),
        Format::Csv => csv(text),
        Format::Sarif => sarif::texts(text),
    }
}

#[test]
fn every_format_is_valid_and_loses_nothing() {
    for (name, document) in samples::all() {
        // Markdown leaves words out of a comment, never a name or an id.
        let brief = [(&Format::Markdown, false)];
        for (format, full) in Format::ALL.iter().map(|format| (format, true)).chain(brief) {
            let all = said(*format, &rendered(&document, *format, full)).join("\n");
            // Compared as it is shown: some formats keep the very value, others show a control character as an escape.
            let shown = unwrapped(&escape::terminal(&all));
            let mut last = 0;
            let names = document.proposals.iter().map(|proposal| &proposal.name);
            // The access matrix is no list of findings.
            let findings = if *format == Format::Csv { &[][..] } else { &document.findings };
            for wanted in names.chain(findings.iter().map(|finding| &finding.id)) {
                let mut wanted = unwrapped(&escape::terminal(wanted));
                if *format == Format::Csv {
                    wanted.retain(|c| c != '"');
                }
                // Mostly in the document's order; that saves searching megabytes for each of thousands.
                let found = shown[last..].find(&wanted).map(|at| last + at).or_else(|| shown.find(&wanted));
                assert!(found.is_some(), "{name} as {}: {wanted:.200}", format.name());
                last = found.unwrap_or_default();
            }
        }
    }
}

/// Without what wrapping and escaping may have put between words.
fn unwrapped(text: &str) -> String {
    text.replace("\\n", "").replace(['\n', ' '], "")
}

#[test]
fn every_format_has_a_name_and_endings_of_its_own() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(*format));
        assert!(!format.about().is_empty());
        for ending in format.endings() {
            let file = std::path::PathBuf::from(format!("report.{ending}"));
            assert_eq!(Format::of_file(&file), Some(*format));
        }
    }
}

/// Fields of CSV; every row has as many as the head.
fn csv(text: &str) -> Vec<String> {
    let mut rows: Vec<Vec<String>> = vec![vec![String::new()]];
    let mut quoted = false;
    for c in text.chars() {
        let row = rows.last_mut().expect("it begins with one");
        match (c, quoted) {
            // A quote in a field is two: it ends, and goes on.
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(String::new()),
            ('\n', false) => rows.push(vec![String::new()]),
            (c, _) => row.last_mut().expect("a row has a field").push(c),
        }
    }
    assert_eq!((quoted, rows.pop()), (false, Some(vec![String::new()])));
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    rows.concat()
}

mod json {
    use serde_json::Value;

    /// Every string.
    pub(super) fn texts(value: &Value) -> Vec<String> {
        match value {
            Value::String(text) => vec![text.clone()],
            Value::Array(values) => values.iter().flat_map(texts).collect(),
            Value::Object(fields) => fields.values().flat_map(texts).collect(),
            _ => Vec::new(),
        }
    }
}

mod markdown {
    use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

    /// HTML that the renderer writes itself.
    const OWN: [&str; 7] =
        ["<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>", "<!-- -->"];

    /// Text and code of the page. Only our own HTML, only links into the repository, every table row as wide as its
    /// head.
    pub(super) fn texts(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        let mut page = String::new();
        let mut open = 0_i32;
        for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => {
                    let rest = OWN.iter().fold(html.to_string(), |html, own| html.replace(own, ""));
                    assert!(!rest.contains('<'), "foreign HTML: {html:.200}");
                    open +=
                        html.matches("<details>").count() as i32 - html.matches("</details>").count() as i32;
                    page.push_str(&unescaped(&rest));
                }
                Event::Text(text) | Event::Code(text) => page.push_str(&text),
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    assert_eq!(link_type, LinkType::Inline, "{dest_url}");
                    assert!(dest_url.starts_with("https://git.example/blob/main/"), "{dest_url}");
                }
                Event::Start(Tag::Image { dest_url, .. }) => panic!("an image: {dest_url}"),
                Event::SoftBreak | Event::HardBreak | Event::End(_) => all.push(std::mem::take(&mut page)),
                Event::Start(_) => {}
                Event::Rule | Event::TaskListMarker(_) | Event::FootnoteReference(_) => panic!("{event:?}"),
                Event::InlineMath(_) | Event::DisplayMath(_) => panic!("{event:?}"),
            }
        }
        assert_eq!(open, 0, "folded parts end");
        all.push(page);
        all
    }

    fn unescaped(html: &str) -> String {
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        entities.iter().fold(html.to_owned(), |text, (entity, c)| text.replace(entity, c))
    }
}

mod dot {
    use layout::gv::parser::{DotParser, ast::Stmt};

    /// Labels and comments; each node's only attributes are the ones that the renderer gives.
    pub(super) fn texts(text: &str) -> Vec<String> {
        let graph = DotParser::new(text).process().expect("it is DOT");
        let mut all: Vec<String> =
            text.lines().filter_map(|line| line.trim().strip_prefix("// ")).map(unescaped).collect();
        for statement in &graph.list.list {
            if let Stmt::Node(node) = statement {
                assert!(node.id.name.len() < 6, "{}", node.id.name);
                for (key, value) in node.list.iter() {
                    assert!(["label", "shape", "style", "fillcolor"].contains(&key.as_str()), "{key}");
                    all.push(unescaped(value));
                }
            }
        }
        all
    }

    fn unescaped(label: &str) -> String {
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#92;", "\\"), ("&amp;", "&")];
        entities.iter().fold(label.to_owned(), |text, (entity, c)| text.replace(entity, c))
    }
}

mod mermaid {
    use std::collections::BTreeMap;

    use selkie::diagrams::Diagram;

    /// Labels and comments. Nothing links, and there are no nodes but the renderer's.
    pub(super) fn texts(text: &str) -> Vec<String> {
        let Ok(Diagram::Flowchart(chart)) = selkie::parse(text) else {
            panic!("no flowchart:\n{text:.2000}")
        };
        let mut all: Vec<String> =
            text.lines().filter_map(|line| line.trim().strip_prefix("%% ")).map(decoded).collect();
        for (id, vertex) in chart.vertices().iter().collect::<BTreeMap<_, _>>() {
            assert!(id.starts_with(['b', 'n']) && id[1..].parse::<u32>().is_ok(), "{id}");
            assert_eq!(vertex.link, None);
            all.push(unescaped(vertex.text.as_deref().unwrap_or_default()));
        }
        all
    }

    /// A comment is written as in an address.
    fn decoded(comment: &str) -> String {
        let mut parts = comment.split('%');
        let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits follow"));
            bytes.extend(part[2..].bytes());
        }
        reports::render::escape::terminal(&String::from_utf8(bytes).expect("it is UTF-8")).into_owned()
    }

    fn unescaped(label: &str) -> String {
        let mut parts = label.split('#');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once(';').expect("every # begins an entity");
            text.push(number.parse::<u8>().expect("an entity is a number").into());
            text.push_str(rest);
        }
        text
    }
}

mod html {
    use std::collections::BTreeSet;

    use html5gum::{Token, Tokenizer};

    const EMPTY: [&str; 4] = ["meta", "input", "br", "wbr"];

    /// Attributes that the renderer gives: none runs anything.
    const ATTRIBUTES: &str = "aria-label charset class checked content d data-from data-kinds data-node data-text data-to \
        data-verdict height hidden href http-equiv id lang markerHeight markerUnits markerWidth marker-end max min name \
        orient placeholder refX refY rel role rx tabindex text-anchor title type value viewBox width x y";

    /// Text between tags, that of style and script left out. Every tag ends, only one script is there, no attribute is
    /// foreign, links lead into the page or into the repository.
    pub(super) fn texts(text: &str) -> Vec<String> {
        let known: BTreeSet<String> = ATTRIBUTES.split_whitespace().map(str::to_lowercase).collect();
        let mut open: Vec<String> = Vec::new();
        let mut all = vec![String::new()];
        let mut scripts = 0;
        for token in Tokenizer::new(text) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8(tag.name.to_vec()).expect("it is UTF-8");
                    scripts += usize::from(name == "script");
                    for (key, value) in &tag.attributes {
                        let key = String::from_utf8(key.to_vec()).expect("it is UTF-8");
                        let value = String::from_utf8(value.to_vec()).expect("it is UTF-8");
                        assert!(known.contains(&key), "{key}={value:.100}");
                        let inside =
                            value.starts_with('#') || value.starts_with("https://git.example/blob/main/");
                        assert!(key != "href" || inside, "{value:.100}");
                    }
                    if !tag.self_closing && !EMPTY.contains(&name.as_str()) {
                        open.push(name);
                    }
                    all.push(String::new());
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8(tag.name.to_vec()).expect("it is UTF-8");
                    assert_eq!(open.pop(), Some(name));
                }
                Token::String(text) => {
                    let text = String::from_utf8(text.to_vec()).expect("it is UTF-8");
                    if !open.last().is_some_and(|name| name == "script" || name == "style") {
                        all.last_mut().expect("it begins with one").push_str(&text);
                    }
                }
                Token::Error(error) => panic!("{error:?}"),
                Token::Comment(_) => panic!("a comment"),
                Token::Doctype(_) => {}
            }
        }
        assert_eq!((open.len(), scripts), (0, 1));
        assert!(text.contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
        ));
        all
    }

    #[test]
    fn a_picture_has_every_boundary() {
        for (name, document) in super::samples::all() {
            let html = super::rendered(&document, reports::render::Format::Html, true);
            let picture =
                html.split_once("<svg").and_then(|(_, rest)| rest.split_once("</svg>")).map(|(svg, _)| svg);
            for proposal in &document.proposals {
                let link = format!("<a href=\"#b{}\"", proposal.rank);
                assert!(picture.is_some_and(|svg| svg.contains(&link)), "{name} {}", proposal.rank);
            }
        }
    }
}

mod sarif {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    use serde_json::Value;

    /// The official one.
    const TEXT: &str = include_str!("../../fixtures/schemas/sarif-2.1.0.json");
    static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let mut schema: Value = serde_json::from_str(TEXT).expect("the schema is JSON");
        // The pattern of a field that is not written is no valid expression.
        for owner in ["run", "toolComponent"] {
            let language = &mut schema["definitions"][owner]["properties"]["language"];
            language
                .as_object_mut()
                .expect("the field is described")
                .remove("pattern")
                .expect("it has a pattern");
        }
        jsonschema::validator_for(&schema).expect("the schema is one")
    });

    /// Messages and rules. It keeps to the schema, every result has a place, a rule with help and a fingerprint of its own.
    pub(super) fn texts(text: &str) -> Vec<String> {
        let value: Value = serde_json::from_str(text).expect("it is JSON");
        let problems: Vec<String> = SCHEMA
            .iter_errors(&value)
            .take(3)
            .map(|error| format!("{error:.300} at {}", error.instance_path()))
            .collect();
        assert_eq!(problems, [""; 0]);
        let run = &value["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules are a list");
        assert!(rules.iter().all(|rule| rule["help"]["text"].is_string()));
        let mut fingerprints = BTreeSet::new();
        for result in run["results"].as_array().expect("results are a list") {
            assert!(!result["locations"].as_array().expect("locations are a list").is_empty());
            let rule = result["ruleIndex"].as_u64().expect("a result names its rule") as usize;
            assert_eq!(rules[rule]["id"], result["ruleId"]);
            assert!(fingerprints.insert(result["partialFingerprints"].to_string()), "{result}");
        }
        let mut all = super::json::texts(&value);
        // Where a message could be read as a link its brackets are escaped.
        all.extend(
            all.clone().iter().map(|text| text.replace("\\[", "[").replace("\\]", "]").replace("\\\\", "\\")),
        );
        all
    }

    #[test]
    fn moved_lines_are_the_same_results() {
        let before = super::samples::stored("typical");
        let mut after = before.clone();
        for proposal in &mut after.proposals {
            proposal.blockers.iter_mut().for_each(|blocker| blocker.line += 7);
            proposal.evidence.iter_mut().for_each(|evidence| evidence.line += 7);
        }
        after.findings.iter_mut().for_each(|finding| finding.line += 7);
        let fingerprints = |document| {
            let text = super::rendered(document, reports::render::Format::Sarif, true);
            let value: Value = serde_json::from_str(&text).expect("it is JSON");
            let results = value["runs"][0]["results"].as_array().expect("results are a list").clone();
            results.iter().map(|result| result["partialFingerprints"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(fingerprints(&before), fingerprints(&after));
    }

    #[test]
    fn the_way_to_a_place_is_a_flow() {
        let text = super::rendered(&super::samples::stored("typical"), reports::render::Format::Sarif, true);
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        let results = value["runs"][0]["results"].as_array().expect("results are a list").clone();
        let flows = results.iter().filter_map(|result| result.get("codeFlows"));
        let steps = flows.map(|flow| flow[0]["threadFlows"][0]["locations"].as_array().map_or(0, Vec::len));
        assert_eq!(steps.collect::<Vec<_>>(), [3, 3]);
    }
}

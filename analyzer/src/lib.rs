//! Gerund's analyzer (skeleton).

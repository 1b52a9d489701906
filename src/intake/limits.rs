//! How large a thing from outside may be.

/// Largest accepted sizes and counts. The defaults hold any honest claim many times over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one line of JSON, or of one record of CSV.
    pub line_bytes: usize,
    /// Bytes of the text of one document.
    pub text_bytes: usize,
    /// Bytes of any other text field.
    pub field_bytes: usize,
    /// Workloads of a claim.
    pub workloads: usize,
    /// Documents of a claim.
    pub documents: usize,
    /// History lines of a claim, and comments of a claim.
    pub entries: usize,
    /// JSON values in one line, counting objects, lists and plain values.
    pub values: usize,
    /// Depth of nested objects and lists.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            line_bytes: 64 << 20,
            text_bytes: 16 << 20,
            field_bytes: 64 << 10,
            workloads: 200,
            documents: 500,
            entries: 5_000,
            values: 100_000,
            depth: 8,
        }
    }
}

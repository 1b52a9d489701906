//! One line of JSON as a tree, within limits.
//!
//! Stricter than plain parsing: a field given twice is an error instead of the last one winning, and the number
//! of values and the depth are bounded while the tree is built, so a short line cannot become a large tree.

use super::Limits;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::fmt;

/// Parses one line; the error is a sentence for a person.
pub(super) fn parse(line: &str, limits: &Limits) -> Result<Value, String> {
    let left = Cell::new(limits.values);
    let mut input = serde_json::Deserializer::from_str(line);
    let tree = Tree { left: &left, depth: limits.depth };
    tree.deserialize(&mut input)
        .and_then(|value| input.end().map(|()| value))
        .map_err(|error| format!("This is not one JSON object: {error}."))
}

#[derive(Clone, Copy)]
struct Tree<'a> {
    left: &'a Cell<usize>,
    depth: usize,
}

impl Tree<'_> {
    fn inside<E: Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1).ok_or_else(|| E::custom("nested too deeply"))?;
        Ok(Self { depth, ..self })
    }

    fn count<E: Error>(self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| E::custom("too many values"))?;
        self.left.set(left);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Value, D::Error> {
        self.count()?;
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let tree = self.inside()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(tree)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let tree = self.inside()?;
        let mut map = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let value = fields.next_value_seed(tree)?;
            if map.contains_key(&name) {
                return Err(A::Error::custom(format!("field {name:?} is given twice")));
            }
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(line: &str) -> String {
        let limits = Limits { values: 20, depth: 3, ..Limits::default() };
        parse(line, &limits).unwrap_err()
    }

    #[test]
    fn a_tree_is_the_same_as_plain_parsing_gives() {
        let line = r#"{"a": [1, -2, 2.5, "x\u00e9", null, true], "b": {"c": {}}}"#;
        assert_eq!(parse(line, &Limits::default()).unwrap(), line.parse::<Value>().unwrap());
    }

    #[test]
    fn a_field_given_twice_is_an_error() {
        assert!(error(r#"{"status": "approved", "status": "rejected"}"#).contains("given twice"));
    }

    #[test]
    fn deep_and_wide_lines_are_refused() {
        assert!(error("[[[[0]]]]").contains("nested too deeply"));
        assert!(error("[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]").contains("too many values"));
    }

    #[test]
    fn text_after_the_object_is_an_error() {
        assert!(error("{} {}").contains("trailing characters"));
    }
}

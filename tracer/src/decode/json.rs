//! Values as JSON: numbers as numbers, addresses as strings in hex, constants and flags with their names, strings as strings
//! where they are UTF-8. The schema is documented in docs/json.md and printed by `--json-schema`.

use serde_json::{Map, Value, json};

use super::emit::{Emit, Shape, Target};
use super::set::{Set, mask};

/// What is open.
enum Open {
    /// A struct, and the key of the field that comes next.
    Struct(Map<String, Value>, String),
    /// An array.
    Array(Vec<Value>),
}

/// Builds the arguments of a call: a list of objects with `name` and `value`.
#[derive(Default)]
pub struct Json {
    arguments: Vec<Value>,
    open: Vec<Open>,
    /// For each that is open: is it what the last value before it becomes?
    becoming: Vec<bool>,
    /// The last value is to be joined with the next: before and after the call.
    becomes: bool,
    /// The last value is to be put into one array with the next.
    joined: bool,
}

impl Json {
    /// No argument yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The arguments.
    pub fn into_arguments(self) -> Value {
        Value::Array(self.arguments)
    }

    /// What a result means: its only value, or an object of its parts.
    pub fn into_detail(self) -> Option<Value> {
        let mut parts: Vec<Value> = self.arguments.into_iter().filter(|it| !it["value"].is_null()).collect();
        if let [only] = &mut parts[..] {
            return Some(only["value"].take());
        }
        let named = parts.into_iter().map(|mut part| {
            let value = part["value"].take();
            (part["name"].as_str().unwrap_or_default().to_owned(), value)
        });
        Some(Value::Object(named.collect())).filter(|it| it.as_object().is_some_and(|it| !it.is_empty()))
    }

    fn last(&mut self) -> Option<&mut Value> {
        match self.open.last_mut() {
            Some(Open::Struct(map, key)) => map.get_mut(key.as_str()),
            Some(Open::Array(items)) => items.last_mut(),
            None => self.arguments.last_mut().and_then(|argument| argument.get_mut("value")),
        }
    }

    /// Says more of the last value.
    fn note(&mut self, what: &str, text: Value) {
        let Some(last) = self.last() else { return };
        if !last.is_object() {
            let value = last.take();
            *last = json!({ "value": value });
        }
        last[what] = text;
    }

    fn put(&mut self, value: Value) {
        if std::mem::take(&mut self.becomes) {
            if let Some(last) = self.last() {
                let before = last.take();
                *last = json!({ "before": before, "after": value });
            }
            return;
        }
        if std::mem::take(&mut self.joined) {
            match self.last() {
                Some(Value::Array(values)) => values.push(value),
                Some(last) => *last = json!([last.take(), value]),
                None => {}
            }
            return;
        }
        match self.open.last_mut() {
            Some(Open::Struct(map, key)) => {
                map.insert(key.clone(), value);
            }
            Some(Open::Array(items)) => items.push(value),
            None => {
                if let Some(Value::Object(argument)) = self.arguments.last_mut() {
                    argument.insert("value".to_owned(), value);
                }
            }
        }
    }
}

/// A string as JSON can say it: as text, or as bytes in hex; cut or not.
pub fn string(bytes: &[u8], cut: bool) -> Value {
    match (std::str::from_utf8(bytes), cut) {
        (Ok(text), false) => Value::from(text),
        (Ok(text), true) => json!({ "text": text, "cut": true }),
        (Err(_), cut) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            if cut { json!({ "hex": hex, "cut": true }) } else { json!({ "hex": hex }) }
        }
    }
}

impl Emit for Json {
    fn argument(&mut self, name: &'static str, _label: bool) {
        self.arguments.push(json!({ "name": name, "value": null }));
    }

    fn open(&mut self, shape: Shape) {
        // What the value becomes is put when it closes.
        self.becoming.push(std::mem::take(&mut self.becomes));
        self.open.push(match shape {
            Shape::Struct => Open::Struct(Map::new(), String::new()),
            Shape::Array => Open::Array(Vec::new()),
        });
    }

    fn close(&mut self, _shape: Shape) {
        self.becomes = self.becoming.pop().unwrap_or(false);
        match self.open.pop() {
            Some(Open::Struct(map, _)) => self.put(Value::Object(map)),
            Some(Open::Array(items)) => self.put(Value::Array(items)),
            None => {}
        }
    }

    fn key(&mut self, name: &str) {
        if let Some(Open::Struct(_, key)) = self.open.last_mut() {
            name.clone_into(key);
        }
    }

    fn unnamed(&mut self, name: &str) {
        self.key(name);
    }

    fn item(&mut self) {}

    fn member(&mut self) {}

    fn part(&mut self, name: &'static str) {
        self.argument(name, true);
    }

    fn more(&mut self) {
        match self.open.last_mut() {
            Some(Open::Struct(map, _)) => {
                map.insert("...".to_owned(), Value::Bool(true));
            }
            Some(Open::Array(items)) => items.push(json!({ "...": true })),
            None => {}
        }
    }

    fn signed(&mut self, value: i64) {
        self.put(value.into());
    }

    fn unsigned(&mut self, value: u64) {
        self.put(value.into());
    }

    fn hex(&mut self, value: u64) {
        self.put(value.into());
    }

    fn octal(&mut self, value: u64, _digits: usize) {
        self.put(value.into());
    }

    fn address(&mut self, value: u64) {
        self.put(if value == 0 { Value::Null } else { Value::from(format!("{value:#x}")) });
    }

    fn flags(&mut self, value: u64, bits: u32, set: &'static Set) {
        let value = value & mask(bits);
        let mut names = Vec::new();
        set.names_in(value, bits, |name| names.push(Value::from(name)));
        self.put(json!({ "value": value, "flags": names }));
    }

    fn constant(&mut self, value: u64, bits: u32, set: &'static Set) {
        let shift = 64 - bits.clamp(1, 64);
        let number = (value << shift) as i64 >> shift;
        self.put(match set.name_of(value, bits) {
            Some(name) => json!({ "value": number, "name": name }),
            None => json!({ "value": number, "name": null }),
        });
    }

    fn named(&mut self, value: i64, name: &str) {
        self.put(json!({ "value": value, "name": name }));
    }

    fn code(&mut self, value: u64, name: &str) {
        self.put(json!({ "value": value, "name": name }));
    }

    fn shifted(&mut self, bits: u32, _name: &str) {
        if let Some(last) = self.last() {
            let value = last.take();
            *last = json!({ "value": value, "shift": bits });
        }
    }

    fn shifted_by(&mut self, bits: u32) {
        self.shifted(bits, "");
    }

    fn index(&mut self, _name: &str) {}

    fn nothing(&mut self) {
        if !std::mem::take(&mut self.joined) {
            self.put(json!({ "value": 0, "flags": [] }));
        }
    }

    fn joined(&mut self) {
        self.joined = true;
    }

    fn string(&mut self, bytes: &[u8], cut: bool) {
        self.put(string(bytes, cut));
    }

    fn octets(&mut self, bytes: &[u8]) {
        self.put(string(bytes, false));
    }

    fn rest(&mut self, from: u64, bytes: &[u8]) {
        if let Some(Open::Struct(map, _)) = self.open.last_mut() {
            map.insert("...".to_owned(), json!({ "from": from, "bytes": string(bytes, false) }));
        }
    }

    fn text(&mut self, text: &str) {
        self.put(text.into());
    }

    fn comment(&mut self, text: &str) {
        self.note("comment", text.into());
    }

    fn becomes(&mut self) {
        self.becomes = true;
    }

    fn becomes_as(&mut self, _name: &str) {
        self.becomes();
    }

    fn function(&mut self, field: &str, text: &str) {
        self.key(field);
        self.text(text);
    }

    fn wrapped(&mut self, _function: &str, value: u64, bits: u32, set: &'static Set) {
        self.constant(value, bits, set);
    }

    fn abstract_name(&mut self, name: &[u8], cut: bool) {
        self.put(json!({ "abstract": string(name, cut) }));
    }

    fn target(&mut self, target: &Target) {
        self.note("path", string(&target.path, false));
        if target.deleted {
            self.note("deleted", Value::Bool(true));
        }
        if let Some((kind, major, minor)) = target.device {
            self.note("device", json!({ "kind": kind, "major": major, "minor": minor }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_structs_become_is_whole() {
        let mut json = Json::new();
        json.argument("argp", false);
        for numbers in [[1, 2], [3, 4]] {
            if numbers[0] > 1 {
                json.becomes();
            }
            json.open(Shape::Struct);
            for (key, number) in ["a", "b"].into_iter().zip(numbers) {
                json.key(key);
                json.unsigned(number);
            }
            json.close(Shape::Struct);
        }
        let value = json!({ "before": { "a": 1, "b": 2 }, "after": { "a": 3, "b": 4 } });
        assert_eq!(json.into_arguments(), json!([{ "name": "argp", "value": value }]));
    }
}

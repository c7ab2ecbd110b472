//! As much of JSON Schema as `--json-schema` uses: types, constants, lists of values, fields, items, references, `oneOf`.

use serde_json::Value;

/// What is wrong with a value; `Ok` if nothing is. An unknown word of the schema is an error: nothing goes unchecked.
pub(crate) fn check(schema: &Value, root: &Value, value: &Value) -> Result<(), String> {
    let words = schema.as_object().ok_or("a schema is an object")?;
    for (word, wanted) in words {
        match word.as_str() {
            "$schema" | "title" | "description" | "$defs" | "properties" => {}
            "$ref" => {
                let path = wanted.as_str().and_then(|it| it.strip_prefix('#')).ok_or("a reference")?;
                let target = root.pointer(path).ok_or_else(|| format!("no {path} in the schema"))?;
                check(target, root, value)?;
            }
            "const" => expect(value == wanted, value, &format!("is not {wanted}"))?,
            "enum" => {
                let known = wanted.as_array().is_some_and(|all| all.contains(value));
                expect(known, value, &format!("is none of {wanted}"))?;
            }
            "type" => {
                let is = |name: &Value| name.as_str().is_some_and(|name| is_of(name, value));
                let fits = wanted.as_array().map_or_else(|| is(wanted), |all| all.iter().any(is));
                expect(fits, value, &format!("is no {wanted}"))?;
            }
            "pattern" => {
                let text = value.as_str().unwrap_or_default();
                let regex =
                    regex::Regex::new(wanted.as_str().unwrap_or_default()).map_err(|it| it.to_string())?;
                expect(regex.is_match(text), value, &format!("does not match {wanted}"))?;
            }
            "oneOf" => {
                let all = wanted.as_array().ok_or("oneOf is a list")?;
                let results: Vec<_> = all.iter().map(|one| check(one, root, value)).collect();
                let fits = results.iter().filter(|it| it.is_ok()).count();
                expect(fits == 1, value, &format!("fits {fits} of {}: {results:?}", all.len()))?;
            }
            "required" => {
                for name in wanted.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    expect(value.get(name).is_some(), value, &format!("has no {name}"))?;
                }
            }
            "additionalProperties" => {
                let fields = words.get("properties").and_then(Value::as_object).ok_or("properties")?;
                for name in value.as_object().into_iter().flat_map(|it| it.keys()) {
                    expect(fields.contains_key(name), value, &format!("has {name}, which is unknown"))?;
                }
            }
            "items" => {
                value.as_array().into_iter().flatten().try_for_each(|item| check(wanted, root, item))?;
            }
            other => return Err(format!("the schema uses {other}, which is not checked")),
        }
    }
    let fields = words.get("properties").and_then(Value::as_object);
    for (name, schema) in fields.into_iter().flatten() {
        if let Some(field) = value.get(name) {
            check(schema, root, field).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    Ok(())
}

fn expect(holds: bool, value: &Value, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("{value} {what}")) }
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

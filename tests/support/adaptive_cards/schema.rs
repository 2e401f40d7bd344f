//! JSON Schema, as much of it as the schema of Adaptive Cards uses: `$ref`, `type`, `enum`, `anyOf`,
//! `allOf`, `properties`, `additionalProperties`, `required`, `items`, and such patterns as
//! let a name be written in either case.

use serde_json::{Map, Value};

/// A schema whose references are its own definitions.
pub struct Schema(pub Value);

impl Schema {
    /// What the schema finds wrong, each fault with where it lies.
    pub fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check("card", &self.0, value, &mut faults);
        faults
    }

    fn check(&self, place: &str, schema: &Value, value: &Value, faults: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else {
            return;
        };
        for (keyword, rule) in schema {
            match keyword.as_str() {
                "$ref" => self.check(place, self.definition(rule), value, faults),
                "allOf" => {
                    for all in rule.as_array().unwrap() {
                        self.check(place, all, value, faults);
                    }
                }
                "anyOf" => self.any_of(place, rule.as_array().unwrap(), value, faults),
                "enum" if !rule.as_array().unwrap().contains(value) => {
                    faults.push(format!("{place} is {value}, which is none of {rule}"));
                }
                "pattern" if !is_written_like(value, rule.as_str().unwrap()) => {
                    faults.push(format!("{place} is {value}, which is not like {rule}"));
                }
                "type" if !is_of(value, rule.as_str().unwrap()) => {
                    faults.push(format!("{place} is no {rule}: {value}"));
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(&format!("{place}[{index}]"), rule, item, faults);
                    }
                }
                "required" => {
                    for key in rule.as_array().unwrap().iter().filter_map(Value::as_str) {
                        if value.is_object() && value.get(key).is_none() {
                            faults.push(format!("{place} lacks {key}"));
                        }
                    }
                }
                "properties" | "additionalProperties" | "enum" | "type" | "pattern" => {}
                "$schema" | "id" | "definitions" | "description" | "version" | "default"
                | "format" | "examples" | "example" | "features" => {}
                other => panic!("the schema uses {other}, which is not known here"),
            }
        }
        if let Some(object) = value.as_object() {
            self.members(place, schema, object, faults);
        }
    }

    fn members(
        &self,
        place: &str,
        schema: &Map<String, Value>,
        object: &Map<String, Value>,
        faults: &mut Vec<String>,
    ) {
        for (key, value) in object {
            let place = format!("{place}.{key}");
            let known = schema.get("properties").and_then(|all| all.get(key));
            match (known, schema.get("additionalProperties")) {
                (Some(rule), _) => self.check(&place, rule, value, faults),
                (None, Some(Value::Bool(false))) => faults.push(format!("{place} is not known")),
                (None, Some(rule)) => self.check(&place, rule, value, faults),
                (None, None) => {}
            }
        }
    }

    /// One of the schemas must hold. If none does, the faults are those by the schema that has the
    /// value's own type, or else by the one with the fewest.
    fn any_of(&self, place: &str, any: &[Value], value: &Value, faults: &mut Vec<String>) {
        let mut fewest: Option<Vec<String>> = None;
        for schema in any {
            let mut found = Vec::new();
            self.check(place, schema, value, &mut found);
            if found.is_empty() {
                return;
            }
            let (other_type, other) = (format!("{place}.type is "), format!("{place} is no "));
            let is_other = found
                .iter()
                .any(|fault| fault.starts_with(&other_type) || fault.starts_with(&other));
            let better = fewest.as_ref().is_none_or(|best| found.len() < best.len());
            if !is_other && better {
                fewest = Some(found);
            }
        }
        faults.extend(
            fewest.unwrap_or_else(|| vec![format!("{place} is of no known type: {value}")]),
        );
    }

    fn definition(&self, reference: &Value) -> &Value {
        let name = reference.as_str().unwrap().strip_prefix("#/definitions/");
        &self.0["definitions"][name.unwrap()]
    }
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("the schema uses the type {other}, which is not known here"),
    }
}

/// Whether a name is one of a pattern such as `^([o|O][n|N])|([o|O][f|F][f|F])$`, in either case.
fn is_written_like(value: &Value, pattern: &str) -> bool {
    let is_sign = |c: char| "^$()[]".contains(c);
    let names = pattern.split(")|(").map(|name| {
        let letters = name
            .split(']')
            .filter_map(|pair| pair.trim_start_matches(is_sign).chars().next());
        letters.collect::<String>().to_lowercase()
    });
    let written = value.as_str().unwrap_or_default().to_lowercase();
    names
        .into_iter()
        .any(|name| !name.is_empty() && name == written)
}

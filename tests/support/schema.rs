//! JSON against a published JSON Schema (draft 4 to 7), as far as the schemas here go. A keyword
//! that is not known stops the test, so that none is passed over in silence.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What only describes.
const TELLING: [&str; 10] = [
    "$schema",
    "$comment",
    "title",
    "description",
    "default",
    "definitions",
    "examples",
    "format",
    "id",
    "version",
];

/// Where a value is not what the schema says, and why; nothing when it is.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut checking = Checking {
        root: schema,
        faults: Vec::new(),
    };
    checking.check(schema, value, "");
    checking.faults
}

struct Checking<'a> {
    root: &'a Value,
    faults: Vec<String>,
}

impl<'a> Checking<'a> {
    fn fault(&mut self, at: &str, why: &str) {
        self.faults.push(format!("{at}: {why}"));
    }

    fn require(&mut self, holds: bool, at: &str, rule: &str, told: &Value) {
        if !holds {
            self.fault(at, &format!("{rule} {told}"));
        }
    }

    /// Whether the value fits, without telling why not.
    fn fits(&self, schema: &'a Value, value: &Value) -> bool {
        let mut checking = Checking {
            root: self.root,
            faults: Vec::new(),
        };
        checking.check(schema, value, "");
        checking.faults.is_empty()
    }

    fn check(&mut self, schema: &'a Value, value: &Value, at: &str) {
        let rules = match schema {
            Value::Bool(true) => return,
            Value::Bool(false) => return self.fault(at, "nothing may stand here"),
            Value::Object(rules) => rules,
            other => panic!("{other} is no schema"),
        };
        // In the drafts up to 7, what stands beside a reference is left out.
        if let Some(Value::String(reference)) = rules.get("$ref") {
            let pointer = reference.strip_prefix('#').expect("a place in this schema");
            let target = self.root.pointer(pointer).expect("the place is there");
            return self.check(target, value, at);
        }
        for (rule, told) in rules {
            self.apply(rules, rule, told, value, at);
        }
    }

    fn apply(
        &mut self,
        rules: &'a Map<String, Value>,
        rule: &str,
        told: &'a Value,
        value: &Value,
        at: &str,
    ) {
        let number = || usize::try_from(told.as_u64().expect("a number")).unwrap();
        let schemas = || told.as_array().expect("a list of schemas").iter();
        match (rule, value) {
            ("type", _) => {
                let types = match told {
                    Value::Array(types) => types.iter().collect(),
                    one => vec![one],
                };
                let holds = types.into_iter().any(|kind| is_of(kind, value));
                self.require(holds, at, "is not of type", told);
            }
            ("const", _) => self.require(value == told, at, "is not", told),
            ("enum", _) => {
                let holds = told.as_array().unwrap().contains(value);
                self.require(holds, at, "is none of", told);
            }
            ("allOf", _) => schemas().for_each(|schema| self.check(schema, value, at)),
            ("anyOf", _) => {
                let holds = schemas().any(|schema| self.fits(schema, value));
                self.require(holds, at, "fits none of", told);
            }
            ("oneOf", _) => {
                let fitting = schemas().filter(|schema| self.fits(schema, value)).count();
                self.require(fitting == 1, at, "does not fit exactly one of", told);
            }
            ("not", _) => self.require(!self.fits(told, value), at, "fits", told),
            ("minLength", Value::String(text)) => {
                self.require(
                    text.chars().count() >= number(),
                    at,
                    "is shorter than",
                    told,
                );
            }
            ("maxLength", Value::String(text)) => {
                self.require(text.chars().count() <= number(), at, "is longer than", told);
            }
            ("pattern", Value::String(text)) => {
                let pattern = regex::Regex::new(told.as_str().unwrap()).unwrap();
                self.require(pattern.is_match(text), at, "does not match", told);
            }
            ("minimum", Value::Number(given)) => {
                self.require(given.as_f64() >= told.as_f64(), at, "is less than", told);
            }
            ("maximum", Value::Number(given)) => {
                self.require(given.as_f64() <= told.as_f64(), at, "is more than", told);
            }
            ("minItems", Value::Array(items)) => {
                self.require(items.len() >= number(), at, "has fewer items than", told);
            }
            ("maxItems", Value::Array(items)) => {
                self.require(items.len() <= number(), at, "has more items than", told);
            }
            ("uniqueItems", Value::Array(items)) => {
                let different: BTreeSet<String> = items.iter().map(Value::to_string).collect();
                let holds = told == false || different.len() == items.len();
                self.require(holds, at, "has the same twice, uniqueItems is", told);
            }
            ("items", Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.check(told, item, &format!("{at}/{index}"));
                }
            }
            ("required", Value::Object(object)) => {
                for name in told.as_array().unwrap() {
                    let holds = object.contains_key(name.as_str().unwrap());
                    self.require(holds, at, "lacks", name);
                }
            }
            ("properties", Value::Object(object)) => {
                for (name, schema) in told.as_object().unwrap() {
                    if let Some(inner) = object.get(name) {
                        self.check(schema, inner, &format!("{at}/{name}"));
                    }
                }
            }
            ("additionalProperties", Value::Object(object)) => {
                let named = |name: &str| {
                    rules
                        .get("properties")
                        .is_some_and(|of| of.get(name).is_some())
                };
                for (name, inner) in object.iter().filter(|(name, _)| !named(name)) {
                    self.check(told, inner, &format!("{at}/{name}"));
                }
            }
            (
                "minLength"
                | "maxLength"
                | "pattern"
                | "minimum"
                | "maximum"
                | "minItems"
                | "maxItems"
                | "uniqueItems"
                | "items"
                | "required"
                | "properties"
                | "additionalProperties",
                _,
            ) => {}
            (rule, _) => assert!(
                TELLING.contains(&rule),
                "{at}: the keyword {rule} is not known"
            ),
        }
    }
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().expect("a type's name") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    }
}

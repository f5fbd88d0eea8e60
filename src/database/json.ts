declare const holds: unique symbol;
/** JSON text that is known to hold a value of this type, since we wrote it. */
export type Json<Value> = string & { readonly [holds]: Value };

export function toJson<Value>(value: Value): Json<Value> {
  return JSON.stringify(value) as Json<Value>;
}

export function fromJson<Value>(json: Json<Value>): Value {
  return JSON.parse(json) as Value;
}

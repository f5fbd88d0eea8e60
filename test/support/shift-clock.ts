/** Sets the clock of its own process forward: loaded with `--import`, its address says by how many milliseconds (`ms`). */
const shiftMs = Number(new URL(import.meta.url).searchParams.get('ms'));
const Real = Date;

globalThis.Date = new Proxy(Real, {
  construct: (_, given: unknown[], made) =>
    Reflect.construct(Real, given.length === 0 ? [Real.now() + shiftMs] : given, made === Date ? Real : made) as object,
  get: (_, name) => (name === 'now' ? () => Real.now() + shiftMs : Reflect.get(Real, name)),
});

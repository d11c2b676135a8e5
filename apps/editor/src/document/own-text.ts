/** Text that this page has written itself, and finds again where anybody may have written since. */

/** Of each member its type, or the words it may be. */
type Shape = Readonly<Record<string, 'string' | 'number' | readonly string[]>>

type Read<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends readonly string[]
    ? S[Name][number]
    : S[Name] extends 'number'
      ? number
      : string
}

/** The members of `shape` out of a JSON object; undefined where something else stands there. */
export function readOwn<const S extends Shape>(text: string, shape: S): Read<S> | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof value !== 'object' || value === null) return undefined
  const members = Object.entries(shape).map(([name, wanted]) => {
    const member: unknown = (value as Record<string, unknown>)[name]
    const fits =
      typeof wanted === 'string' ? typeof member === wanted : wanted.includes(member as string)
    return fits ? ([name, member] as const) : undefined
  })
  if (members.includes(undefined)) return undefined
  return Object.fromEntries(members as (readonly [string, unknown])[]) as Read<S>
}

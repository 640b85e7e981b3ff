import { extensionOf } from './fileKinds.ts'

/** Parts that run, wherever they lie in a document of Word, Excel or PowerPoint. */
const PART = /(^|\/)(vbaProject\.bin|vbaData\.xml)$|(^|\/)(macrosheets|activeX)\//i
const OPEN_DOCUMENT_PART = /^(Basic|Scripts)\/./i

export const holdsScripts = (names: readonly string[]): boolean => names.some(name => OPEN_DOCUMENT_PART.test(name))

/**
 * Whether an Office document runs something: by the names of its parts, or by what `[Content_Types].xml` says that they are.
 * A type of macros that no part has is no macro: programs that strip macros leave the declaration behind.
 *
 * @param types the text of `[Content_Types].xml`
 */
export function holdsMacros(names: readonly string[], types: string): boolean {
  if (names.some(name => PART.test(name))) return true
  const parts = new Set(names.map(name => `/${name}`.toLowerCase()))
  const extensions = new Set(names.map(extensionOf))
  return declared(types).some(
    ({ type, part, extension }) =>
      /macroEnabled/i.test(type) || (/vbaProject/i.test(type) && (parts.has(part) || (extension !== '' && extensions.has(extension)))),
  )
}

type Declared = { type: string; part: string; extension: string }

/** What is declared, of one part (`Override`) or of all with an ending (`Default`). */
const declared = (types: string): Declared[] =>
  [...types.matchAll(/<(?:\w+:)?(?:Override|Default)\b([^<>]*)>/gi)].map(([, tag = '']) => {
    const value = (name: string) => (attributes.get(name) ?? '').toLowerCase()
    const attributes = new Map(
      [...tag.matchAll(/\b(ContentType|PartName|Extension)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, name = '', one, other]) => [
        name.toLowerCase(),
        one ?? other ?? '',
      ]),
    )
    return { type: value('contenttype'), part: value('partname'), extension: value('extension') }
  })

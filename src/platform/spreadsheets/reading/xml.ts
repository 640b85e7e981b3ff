/** A piece of an XML document: a tag with its own name, without a prefix, or the text between two. */
export type XmlPart =
  { kind: 'open'; name: string; tag: string; isEmpty: boolean } | { kind: 'close'; name: string } | { kind: 'text'; text: string }

/** The document is none, or says what no workbook says. */
export class NotXml extends Error {}

/**
 * The parts of a document in order, each character looked at once. It knows what the parts of a workbook hold, and refuses
 * declarations of entities, which none holds.
 *
 * @throws NotXml
 */
export function* xmlParts(document: string): Generator<XmlPart> {
  let at = 0
  while (at < document.length) {
    const start = document.indexOf('<', at)
    const text = document.slice(at, start < 0 ? undefined : start)
    if (text !== '') yield { kind: 'text', text: unescaped(text) }
    if (start < 0) return
    const special = SPECIAL.find(({ opens }) => document.startsWith(opens, start))
    if (special) {
      const end = document.indexOf(special.closes, start + special.opens.length)
      if (end < 0) throw new NotXml('a comment or a part is never closed')
      if (special.isText) yield { kind: 'text', text: document.slice(start + special.opens.length, end) }
      at = end + special.closes.length
      continue
    }
    if (document.startsWith('<!', start)) throw new NotXml('it declares what no workbook declares')
    const end = endOfTag(document, start + 1)
    yield tagOf(document.slice(start + 1, end))
    at = end + 1
  }
}

const SPECIAL = [
  { opens: '<!--', closes: '-->', isText: false },
  { opens: '<![CDATA[', closes: ']]>', isText: true },
  { opens: '<?', closes: '?>', isText: false },
] as const

/** Where a tag ends: a ">" within quotation marks is none. */
function endOfTag(document: string, from: number): number {
  let quote = ''
  for (let at = from; at < document.length; at += 1) {
    const sign = document[at] ?? ''
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '>') return at
  }
  throw new NotXml('a tag is never closed')
}

function tagOf(tag: string): XmlPart {
  const isClosing = tag.startsWith('/')
  const from = isClosing ? 1 : 0
  let to = from
  while (to < tag.length && !' \t\r\n/'.includes(tag[to] ?? '')) to += 1
  const name = tag.slice(tag.slice(from, to).indexOf(':') + 1 + from, to)
  return isClosing ? { kind: 'close', name } : { kind: 'open', name, tag, isEmpty: tag.endsWith('/') }
}

/** What an attribute of a tag says. @param name with its prefix, when it has one */
export function attribute(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(`${name}=`); at >= 0; at = tag.indexOf(`${name}=`, at + 1)) {
    if (!' \t\r\n'.includes(tag[at - 1] ?? 'x')) continue
    const from = at + name.length + 2
    const end = tag.indexOf(tag[from - 1] ?? '"', from)
    return end < 0 ? undefined : unescaped(tag.slice(from, end))
  }
  return undefined
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const unescaped = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
        name === undefined ? character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)) : (NAMED[name] ?? whole),
      )
    : text

const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '')

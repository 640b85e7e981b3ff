import type { TextPart } from './telephone.ts'

/**
 * A text with its web addresses to be followed. Only http and https lead anywhere, and only an address that names nothing but where it
 * leads: what stands before an "@" is read as the site by people, and not by browsers.
 */
export function withWebLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let between = ''
  for (const word of text.split(/(?<=\s)/)) {
    const start = word.search(/https?:\/\/|www\./i)
    const address = start < 0 ? '' : withoutClosing(word.slice(start).trimEnd())
    const href = safeAddress(address)
    if (href === undefined) {
      between += word
      continue
    }
    between += word.slice(0, start)
    if (between !== '') parts.push({ text: between })
    parts.push({ text: address, href })
    between = word.slice(start + address.length)
  }
  return between === '' ? parts : [...parts, { text: between }]
}

/** Where an address leads; undefined where it leads nowhere that may be followed. */
function safeAddress(address: string): string | undefined {
  const url = URL.parse(/^www\./i.test(address) ? `https://${address}` : address)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined
  return url.username === '' && url.password === '' && url.hostname.includes('.') ? url.href : undefined
}

const CLOSING = '.,;:!?…"”’\'>]}'

/** An address without what ends the sentence after it; a bracket belongs to it when it opens there too. */
function withoutClosing(word: string): string {
  let loose = word.split(')').length - word.split('(').length
  let end = word.length
  for (; end > 0; end -= 1) {
    const last = word.charAt(end - 1)
    if (last === ')' && loose > 0) loose -= 1
    else if (!CLOSING.includes(last)) break
  }
  return word.slice(0, end)
}

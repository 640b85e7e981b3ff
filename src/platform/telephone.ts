/** A text cut into pieces, those that can be followed with their address. */
export type TextPart = { text: string; href?: string }

/** The address that a telephone dials: the (0) of +44 (0) is for those who call from within the country. */
export const telHref = (number: string): string => `tel:${number.replace('(0)', '').replace(/[^\d+]/g, '')}`

/** A text with its telephone numbers and email addresses to be followed: people read it on the telephone that they will call with. */
export function withLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let between = ''
  for (const word of text.split(/(?<= )/)) {
    const address = word.replace(/[ .,;:]{1,3}$/, '')
    if (address.indexOf('@') < 1) {
      between += word
      continue
    }
    parts.push(...withNumbers(between), { text: address, href: `mailto:${address}` })
    between = word.slice(address.length)
  }
  return [...parts, ...withNumbers(between)]
}

const NUMBER = /(?:\+44|\(?\b0|\b999\b)[\d ()]{0,16}/g

function withNumbers(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(NUMBER)) {
    const number = found.replace(/[ (]$/, '')
    const href = telHref(number)
    // Numbers in Britain have ten or eleven digits, with the country's code twelve; anything else is another number.
    if (href !== 'tel:999' && !/^tel:\+?\d{10,12}$/.test(href)) continue
    if (index > from) parts.push({ text: text.slice(from, index) })
    parts.push({ text: number, href })
    from = index + number.length
  }
  return from < text.length ? [...parts, { text: text.slice(from) }] : parts
}

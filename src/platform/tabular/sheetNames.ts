/** The name of the sheet that holds what drop-downs offer. */
export const LISTS = 'Lists'

/** Sheet names as every program takes them: 31 characters, cut at a word, none of []:*?/\, no apostrophe at an end, each its own. */
export function sheetNames(titles: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(['history', LISTS.toLowerCase(), ...taken.map(name => name.toLowerCase())])
  return titles.map(title => {
    const plain = title
      .replace(/[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]/g, ' ')
      .replaceAll("'", '’')
      .replace(/ {2,}/g, ' ')
      .trim()
    for (let copy = 1; ; copy += 1) {
      const end = copy === 1 ? '' : ` ${copy}`
      const name = `${cutAtWord(plain || 'Sheet', 31 - end.length)}${end}`
      if (used.has(name.toLowerCase())) continue
      used.add(name.toLowerCase())
      return name
    }
  })
}

function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text.toWellFormed()
  const cut = text.slice(0, most)
  const word = text[most - 1] === ' ' ? most : cut.slice(0, -1).lastIndexOf(' ')
  // A word that alone is longer than half of it is cut within.
  return word < most / 2 ? cut.toWellFormed().trim() : `${cut.slice(0, word).trim()}…`.toWellFormed()
}

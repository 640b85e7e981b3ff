/** Whose names stand in these texts, however they are spaced and in whatever case. A single word is no name. */
export function namedIn(texts: readonly string[], names: readonly string[]): string[] {
  const folded = texts.map(fold)
  return [...new Set(names)].filter(name => name.trim().includes(' ') && folded.some(text => text.includes(fold(name))))
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

import { sayList } from '../../platform/say.ts'

/** The staff whose names stand in texts that would leave the office. A single word is no name. */
export function staffNamedIn(texts: readonly string[], names: readonly string[]): string[] {
  const folded = texts.map(fold)
  return [...new Set(names)].filter(name => name.trim().includes(' ') && folded.some(text => text.includes(fold(name))))
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** Why a page cannot be published that names them, and what to do; blank when it names nobody. */
export const sayStaffNamed = (named: readonly string[], remedy: string): string =>
  named.length === 0
    ? ''
    : `A text names ${sayList(named)}, who ${named.length === 1 ? 'has an account' : 'have accounts'} here. Names of staff do not leave the office: ${remedy}`

import { tooLong } from '../../platform/forms/fields.ts'
import type { FormError } from '../../platform/forms/parseForm.ts'

/** The most standards that a set may have. */
export const MOST_STANDARDS = 200
/** The most that is pasted at once: a text that is longer comes to us cut short (`platform/forms/lengths.ts`). */
export const LONGEST_PASTED = 300_000
export const LONGEST = { code: 20, title: 300, text: 4000 }

export type PastedStandard = { code: string; title: string; text: string }

/**
 * Standards from pasted lines, one a line: cells of a table (code, title, text) with tabs between them, or a code with a number in it and
 * then the title ("1.2 Leadership", "S3: Training"), or a title alone. Blank lines are left out.
 *
 * @returns what is wrong, each with its line, when anything is: then nothing is taken
 */
export function pastedStandards(pasted: string, there: number): { standards: PastedStandard[] } | { errors: FormError[] } {
  const refused = (message: string) => ({ errors: [{ field: 'pasted', message }] })
  if (pasted.length > LONGEST_PASTED) return refused(`${tooLong('What you paste', LONGEST_PASTED)}: add it in parts. Nothing was added`)
  const lines = pasted.split(/\r\n|\r|\n/).flatMap((line, at) => (line.trim() === '' ? [] : [{ line, number: at + 1 }]))
  if (lines.length === 0) return refused('Enter at least one standard')
  if (there + lines.length > MOST_STANDARDS)
    return refused(`A set has at most ${MOST_STANDARDS} standards: this would be ${there + lines.length}`)
  const errors: FormError[] = []
  const standards = lines.map(({ line, number }) => {
    const standard = line.includes('\t') ? fromCells(line.split('\t')) : fromWords(line.trim())
    const fault = faultOf(standard)
    if (fault !== undefined) errors.push({ field: 'pasted', message: `Line ${number}: ${fault}` })
    return standard
  })
  return errors.length > 0 ? { errors } : { standards }
}

function fromCells(cells: readonly string[]): PastedStandard {
  const trimmed = cells.map(cell => cell.trim())
  const [code = '', title = '', ...text] = trimmed.length === 1 ? ['', ...trimmed] : trimmed
  // Two cells of which the first is no code are a title and its text.
  if (title !== '' && code.length > LONGEST.code)
    return { code: '', title: code, text: [title, ...text].filter(part => part !== '').join('\n') }
  return { code, title, text: text.filter(part => part !== '').join('\n') }
}

/** A code is the first word where it holds a number, with or without a sign after it. */
function fromWords(line: string): PastedStandard {
  const space = line.search(/\s/)
  const first = space === -1 ? '' : line.slice(0, space)
  if (first === '' || first.length > LONGEST.code || !/\d/.test(first)) return { code: '', title: line, text: '' }
  return {
    code: /[.:)]$/.test(first) ? first.slice(0, -1) : first,
    title: line
      .slice(space)
      .trim()
      .replace(/^[-–:] ?/, ''),
    text: '',
  }
}

function faultOf({ code, title, text }: PastedStandard): string | undefined {
  if (title === '') return 'there is no title'
  if (code.length > LONGEST.code) return `the code must be ${LONGEST.code} characters or fewer`
  if (title.length > LONGEST.title) return `the title must be ${LONGEST.title} characters or fewer`
  if (text.length > LONGEST.text) return `the text must be ${LONGEST.text} characters or fewer`
  return undefined
}

import { z } from 'zod'
import {
  idField,
  idIn,
  optionalText,
  requestKey,
  requiredText,
  rowVersion,
  wholeNumber,
  wholeNumberIn,
} from '../../platform/forms/fields.ts'
import { typed, typedAll } from '../../platform/forms/parseForm.ts'
import type { Id } from '../../platform/id.ts'
import type { SeenComment, ThemeText } from './theme.ts'

export const keyed = z.object({ _key: requestKey })
export const versioned = z.object({ version: rowVersion })
export const looked = z.object({ version: rowVersion, shown: wholeNumber().catch(-1) })
export const mergedInto = z.object({ into: idField<'commentTheme'>().optional().catch(undefined) })

export const LONGEST_NAME = 80
const name = requiredText('The theme', 'Enter the theme in a few words', LONGEST_NAME)

export const themeForm = (given: unknown): ThemeText => ({ name: typed(given, 'name'), meaning: typed(given, 'meaning') })
export const themeSchema = z.object({ name, meaning: optionalText('What belongs to it', 1_000) })
export const newThemeName = z.object({ newTheme: optionalText('The new theme', LONGEST_NAME) })

/** What is done with the comments that are ticked. */
export type CodeForm = { seen: SeenComment[]; theme: string; newTheme: string; intent: string }

/** As many as a page can have ticked, with room. */
const MOST_TICKED = 500

export const codeForm = (given: unknown): CodeForm => ({
  seen: typedAll(given, 'comments').slice(0, MOST_TICKED).flatMap(seenIn),
  theme: typed(given, 'theme'),
  newTheme: typed(given, 'newTheme'),
  intent: typed(given, 'intent'),
})

/** "12.3": the comment 12 as its version 3 was shown. */
function seenIn(value: string): SeenComment[] {
  const [first, second, ...more] = value.split('.', 3)
  const id = idIn<'comment'>(first)
  const version = wholeNumberIn(second, 2_147_483_647)
  return id === undefined || version === undefined || more.length > 0 ? [] : [{ id, version }]
}

export const seenValue = ({ id, version }: SeenComment): string => `${id}.${version}`

export const LONGEST_QUOTATION = 1_000

const lines = (given: unknown): unknown => (typeof given === 'string' ? given.replace(/\r\n/g, '\n') : given)

export const pickSchema = z.object({
  _key: requestKey,
  version: rowVersion,
  original: z.preprocess(lines, requiredText('The quotation', 'Enter the words to quote', LONGEST_QUOTATION)),
})

/** What can be typed and ticked on the page of a quotation. */
export type QuotationForm = { body: string; theme: string; unchanged: boolean; notNames: string[] }

export const quotationForm = (given: unknown): QuotationForm => ({
  body: typed(given, 'body').replace(/\r\n/g, '\n'),
  theme: typed(given, 'theme'),
  unchanged: typed(given, 'unchanged') === 'yes',
  notNames: typedAll(given, 'notNames').slice(0, MOST_TICKED),
})

export const quotationSchema = z.object({
  body: requiredText('The quotation', 'Enter the words to publish', LONGEST_QUOTATION),
})

export const themeId = (given: string): Id<'commentTheme'> | undefined => idIn<'commentTheme'>(given)

import { z } from 'zod'
import { idField, idsIn, optionalText, requestKey, requiredText, rowVersion } from '../../platform/forms/fields.ts'
import { parseForm, typed, typedAll, type ParsedForm } from '../../platform/forms/parseForm.ts'
import type { Id } from '../../platform/id.ts'
import { ACTION_STATES, actionForm, LONGEST_ACTION, NO_TEXT, stating, type ActionState, type NewAction } from '../actions/index.ts'
import type { ThemeText } from './theme.ts'

export const keyed = z.object({ _key: requestKey })
export const versioned = z.object({ version: rowVersion })
export const directed = z.object({ direction: z.enum(['up', 'down']).catch('up') })

/** Everything that can be typed or ticked on the page of a theme. */
export type ThemeForm = { title: string; statement: string; heard: string; findingIds: Id<'finding'>[] }

export const themeForm = (given: unknown): ThemeForm => ({
  title: typed(given, 'title'),
  statement: typed(given, 'statement'),
  heard: typed(given, 'heard'),
  findingIds: idsIn<'finding'>(typedAll(given, 'findings')),
})

/** How long the texts of a theme may be. */
export const LONGEST_THEME = { title: 120, statement: 2_000, heard: 200 } as const

const themeFields = z
  .object({
    title: requiredText('The theme', 'Enter the theme in a few words', LONGEST_THEME.title),
    statement: requiredText('What the audit said', 'Enter what the audit said', LONGEST_THEME.statement),
    heard: optionalText('Where it was heard', LONGEST_THEME.heard),
    findingIds: z.array(z.custom<Id<'finding'>>()),
  })
  .refine(({ heard, findingIds }) => heard !== '' || findingIds.length > 0, {
    path: ['heard'],
    message: 'Tick a finding, or enter where it was heard',
  })

/** A theme as it was written, or what to mend. */
export const parseTheme = (form: ThemeForm): ParsedForm<ThemeText> => parseForm(themeFields, form)

export const chosenAction = z.object({ action: idField<'action'>().optional().catch(undefined) })

/** The states that a new answer can have. */
export const NEW_STATES = ['done', 'under_way', 'planned'] as const satisfies readonly ActionState[]

/** What a new theme can begin with besides: several answers at once, who and when to be said later. */
export type FirstAnswers = { answers: string; state: string }

export const firstAnswers = (given: unknown): FirstAnswers => ({ answers: typed(given, 'answers'), state: typed(given, 'state') })

/** Each line is an answer. What is listed with a sign or a number before it is read without. */
const LINE_BEGINS = /^(?:[-*•–·]|\d{1,2}[.)])[ \t]/

/** The answers of a text, a line each. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim().replace(LINE_BEGINS, '').trim())
    .filter(line => line !== '')

const firstFields = z
  .object({
    answers: z
      .string()
      .max(20_000, 'The answers must be 20,000 characters or fewer')
      .transform(linesOf)
      .refine(lines => lines.every(line => line.length <= LONGEST_ACTION.what), 'Each answer must be 2,000 characters or fewer'),
    state: z.enum(NEW_STATES).optional().catch(undefined),
  })
  .refine(({ answers, state }) => answers.length === 0 || state !== undefined, {
    path: ['state'],
    message: 'Choose how these answers stand',
  })

/** The answers that a new theme begins with, or what to mend. */
export function parseFirstAnswers(form: FirstAnswers): ParsedForm<NewAction[]> {
  const parsed = parseForm(firstFields, form)
  if (!parsed.ok) return parsed
  const { answers, state = 'planned' } = parsed.values
  return { ok: true, values: answers.map(what => ({ ...NO_TEXT, what, state })) }
}

const ticked = z
  .literal('yes')
  .optional()
  .catch(undefined)
  .transform(given => given === 'yes')

/** The mark of the preview that was seen, and how the answers stand of which its workbook does not say it. */
export const confirmed = z.object({ mark: z.string().max(64).catch(''), state: z.enum(NEW_STATES).optional().catch(undefined) })

/** What is asked of an answer: of an action, the part that everyone will read. */
export type AnswerForm = { what: string; timescale: string; lead: string; state: string; droppedReason: string; namesPublic: boolean }

export const answerForm = (given: unknown): AnswerForm => ({
  what: typed(given, 'what'),
  timescale: typed(given, 'timescale'),
  lead: typed(given, 'lead'),
  ...stating.typedState(given),
  namesPublic: typed(given, 'namesPublic') === 'yes',
})

const said = actionForm.pick({ what: true, timescale: true, lead: true }).extend({ namesPublic: ticked })

export const newAnswer = said.extend({ state: z.enum(NEW_STATES, { error: 'Choose how it stands now' }) })

/** What the form of an answer carries along: as it stood when the form was first drawn. */
export const carried = z.object({ version: rowVersion, namesSeen: ticked, stateSeen: z.enum(ACTION_STATES).optional().catch(undefined) })
export const changedAnswer = said.extend({ ...stating.stateForm, ...carried.shape }).refine(stating.saysWhyDropped, stating.WHY_DROPPED)

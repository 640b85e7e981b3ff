import { typed } from '../../../platform/forms/parseForm.ts'
import { sayCount } from '../../../platform/say.ts'
import { CONTACT_ROLES, CONTACT_ROLE_WORDS } from '../../history/index.ts'
import type { ContactsPreview, ExplainedWord } from '../contacts/fileStore.ts'
import type { Asked } from '../contacts/readFile.ts'
import { foldedWords, type KnownWords } from '../contacts/roles.ts'
import type { KnownHeadings } from '../contacts/headings.ts'
import { choiceField } from './fields.ts'

type Option = { value: string; text: string }

const OUT = 'out'
const ROLE_OPTIONS: readonly Option[] = [
  { value: '', text: 'Choose' },
  ...CONTACT_ROLES.map(role => ({ value: role, text: CONTACT_ROLE_WORDS[role] })),
  { value: 'head dsl', text: `${CONTACT_ROLE_WORDS.head}, and ${CONTACT_ROLE_WORDS.dsl}` },
  { value: OUT, text: 'Leave these rows out' },
]

const FIELD_WORDS = { name: 'name', email: 'email address', phone: 'telephone' } as const
const HEADING_OPTIONS: readonly Option[] = [
  { value: '', text: 'Choose' },
  { value: 'unused', text: 'Do not use this column' },
  { value: 'establishment', text: 'URN, DfE number or Ofsted number' },
  { value: 'school', text: 'Name of the establishment' },
  { value: 'role', text: 'Role' },
  { value: 'name', text: 'Name' },
  { value: 'first', text: 'First name' },
  { value: 'last', text: 'Last name' },
  { value: 'email', text: 'Email address' },
  { value: 'phone', text: 'Telephone' },
  { value: 'fromOn', text: 'First day in the role' },
  { value: 'toOn', text: 'Last day in the role' },
  ...CONTACT_ROLES.filter(role => role !== 'other').flatMap(role =>
    Object.entries(FIELD_WORDS).map(([field, words]) => ({ value: `${role}.${field}`, text: `${CONTACT_ROLE_WORDS[role]}: ${words}` })),
  ),
]

type Word = { text: string; label: string; meaning: string }

/** The words of a file in the order in which its page asks about them: what is not known, then what was explained before. */
const rolesAsked = ({ roles, explained }: Asked, known: KnownWords): Word[] => [
  ...roles.map(({ text, rows }) => ({ text, label: `“${text}” (${sayCount(rows, 'row')})`, meaning: '' })),
  ...explained.roles.map(text => ({ text, label: `“${text}”, explained before`, meaning: known.get(foldedWords(text))?.join(' ') || OUT })),
]
const headingsAsked = ({ headings, explained }: Asked, known: KnownHeadings): Word[] => [
  ...headings.map(text => ({ text, label: `“${text}”`, meaning: '' })),
  ...explained.headings.map(text => ({ text, label: `“${text}”, explained before`, meaning: known.get(foldedWords(text)) ?? '' })),
]

type Known = { headings: KnownHeadings; roles: KnownWords }

/** The questions of a preview of contacts, for its page; undefined where nothing is to be asked. */
export function questionsOf(base: string, { asked, choices, revision }: ContactsPreview, known: Known): object | undefined {
  const roles = rolesAsked(asked, known.roles)
  const headings = headingsAsked(asked, known.headings)
  const several = asked.severalAddresses > 0 || choices.severalAddresses === 'first'
  if (roles.length + headings.length === 0 && !several) return undefined
  const open = asked.roles.length + asked.headings.length + asked.severalAddresses
  return {
    action: `${base}/words`,
    revision: String(revision),
    heading: open === 0 ? 'Words that were explained' : 'What do these words mean?',
    isOpen: asked.roles.length > 0 || asked.missing.length > 0 || asked.severalAddresses > 0,
    summary: open === 0 ? 'Change what words of this file mean' : 'Columns that are not used',
    missing: asked.missing.length === 0 ? '' : `No column was found for: ${asked.missing.join(', ')}.`,
    roles: roles.map((word, at) => questionOf('role', at, word, ROLE_OPTIONS)),
    headings: headings.map((word, at) => questionOf('heading', at, word, HEADING_OPTIONS)),
    several: several
      ? {
          name: 'several',
          idPrefix: 'several',
          classes: 'govuk-checkboxes--small',
          fieldset: { legend: { text: 'Two addresses in one cell', classes: 'govuk-fieldset__legend--s' } },
          items: [
            {
              value: 'first',
              text: 'Keep the first address of each cell, and leave the others out',
              checked: choices.severalAddresses === 'first',
              ...(asked.severalAddresses > 0
                ? { hint: { text: `${sayCount(asked.severalAddresses, 'row')}, left out until you choose` } }
                : {}),
            },
          ],
        }
      : undefined,
  }
}

const questionOf = (kind: ExplainedWord['kind'], at: number, { text, label, meaning }: Word, options: readonly Option[]): object => ({
  word: { name: `${kind}-word-${at}`, value: text },
  field: choiceField(`${kind}-${at}`, label, meaning, options, []),
})

/** What was chosen on the page: only words that it asked about, and only meanings that it offered. */
export function explainedOn(body: unknown, { asked }: ContactsPreview, known: Known): ExplainedWord[] {
  const words: ExplainedWord[] = []
  const take = (kind: ExplainedWord['kind'], there: readonly Word[], options: readonly Option[]) => {
    const askedWords = new Map(there.map(({ text, meaning }) => [foldedWords(text), meaning]))
    for (const at of there.keys()) {
      const word = foldedWords(typed(body, `${kind}-word-${at}`))
      const chosen = typed(body, `${kind}-${at}`)
      if (chosen === '' || !options.some(({ value }) => value === chosen) || !askedWords.has(word) || askedWords.get(word) === chosen)
        continue
      words.push({ kind, word, meaning: chosen === OUT ? '' : chosen })
    }
  }
  take('role', rolesAsked(asked, known.roles), ROLE_OPTIONS)
  take('heading', headingsAsked(asked, known.headings), HEADING_OPTIONS)
  return words
}

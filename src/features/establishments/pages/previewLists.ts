import type { Change } from '../register/compare.ts'
import type { RegisterImport } from '../register/importStore.ts'
import type { StatNumber } from '../../../platform/http/components.ts'

export type ListName = Change | 'missing' | 'notes'

export type Kind = RegisterImport['kind']

type List = {
  label: string
  /** Over the column that says more of each establishment of it. */
  what?: string
  tone: NonNullable<StatNumber['tone']>
  always: boolean
  kinds: readonly Kind[]
  explanation: Record<Kind, Tenses>
}

/** What a list says of itself in the preview, and once the file was taken in. */
type Tenses = { preview: string; done: string }

const both: readonly Kind[] = ['establishments', 'contacts']

const register: readonly Kind[] = ['establishments']

const said = (establishments: Tenses, contacts = always('')) => ({ establishments, contacts })

const tenses = (preview: string, done: string): Tenses => ({ preview, done })

const always = (words: string): Tenses => ({ preview: words, done: words })

/** The lists of a preview, in the order in which somebody should look at them. */
export const LISTS: Record<ListName, List> = {
  unreadable: {
    label: 'cannot be read',
    what: 'Why',
    tone: 'attention',
    always: true,
    kinds: both,
    explanation: said(
      tenses(
        'These rows are left out. Everything else in the file can still be imported.',
        'These rows were left out. Everything else in the file was imported.',
      ),
      tenses(
        'These are left out: everything else in the file can still be added. Each cell that is wrong, as a spreadsheet names it.',
        'These were left out: everything else in the file was added. Each cell that is wrong, as a spreadsheet names it.',
      ),
    ),
  },
  missing: {
    label: 'in the register, but not in the file',
    tone: 'attention',
    always: false,
    kinds: register,
    explanation: said(always('They are open in your register, and the file says nothing about them. They stay as they are.')),
  },
  closed: {
    label: 'closed',
    what: 'Changes',
    tone: 'attention',
    always: true,
    kinds: register,
    explanation: said(
      tenses(
        'They are marked as closed. A return that is open stays open until you decide.',
        'They were marked as closed. A return that is open stays open until you decide.',
      ),
    ),
  },
  converted: {
    label: 'converted',
    what: 'Successor',
    tone: 'attention',
    always: true,
    kinds: register,
    explanation: said(
      tenses(
        'They close, and another establishment carries on, usually as an academy with the same DfE number. The two are linked.',
        'They were marked as closed, and another establishment carries on, usually as an academy with the same DfE number. The two are linked.',
      ),
    ),
  },
  changed: {
    label: 'changed',
    what: 'Changes',
    tone: 'good',
    always: true,
    kinds: both,
    explanation: said(
      tenses('What is stored, and what the file says.', 'What was stored, and what the file said.'),
      tenses(
        'These people are contacts already, and are brought up to date.',
        'These people were contacts already, and were brought up to date.',
      ),
    ),
  },
  new: {
    label: 'new',
    what: 'What it is',
    tone: 'good',
    always: true,
    kinds: both,
    explanation: said(
      tenses('The register does not have these. They are added.', 'The register did not have these. They were added.'),
      tenses(
        'They are added. Where one person holds a role, the table says in whose place.',
        'They were added. Where one person holds a role, the table says in whose place.',
      ),
    ),
  },
  unchanged: {
    label: 'unchanged',
    tone: 'quiet',
    always: true,
    kinds: both,
    explanation: said(always('The file says what is stored already.'), always('The file says what is stored already.')),
  },
  skipped: {
    label: 'passed over',
    tone: 'quiet',
    always: false,
    kinds: ['contacts'],
    explanation: said(always(''), always('These rows name no one, or repeat a person named earlier in the file.')),
  },
  notes: {
    label: 'with a note',
    tone: 'quiet',
    always: false,
    kinds: both,
    explanation: said(
      always('These rows could be read, with something left out of each.'),
      always('These rows could be read. The note says how, and what was left out.'),
    ),
  },
}

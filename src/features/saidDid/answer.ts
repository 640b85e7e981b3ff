import type { Id } from '../../platform/id.ts'
import { sayCount } from '../../platform/say.ts'
import { actionStanding, type Action, type Lead } from '../actions/index.ts'

/** Where an answer stands: under which theme, at which place, and whether the people who lead it may be named to everyone. */
export type Placement = { themeId: Id<'theme'>; actionId: Id<'action'>; namesPublic: boolean }

/** An answer to one theme or several: an action of the partnership. */
export type Answer = { action: Action; leads: readonly Lead[]; namesPublic: boolean; themeIds: readonly Id<'theme'>[] }

/** Each answer once, in the order in which the themes come to it. */
export function answersFrom(placements: readonly Placement[], actions: readonly Action[], leads: readonly Lead[]): Answer[] {
  const ids = [...new Set(placements.map(({ actionId }) => actionId))]
  return ids.flatMap(id => {
    const action = actions.find(known => known.id === id)
    if (!action) return []
    const places = placements.filter(({ actionId }) => actionId === id)
    return [
      {
        action,
        leads: leads.filter(({ actionId }) => actionId === id),
        namesPublic: places.some(({ namesPublic }) => namesPublic),
        themeIds: places.map(({ themeId }) => themeId),
      },
    ]
  })
}

/**
 * Who acts, as everyone may read it: bodies, groups and posts. A person is named only where somebody ticked that they may be, otherwise
 * their organisation is; so is whoever cannot be told from the words, who may be a person.
 */
export const publicLeads = ({ leads, namesPublic }: Pick<Answer, 'leads' | 'namesPublic'>): string[] =>
  leads.flatMap(({ kind, name, organisation, toConfirm }) => {
    const isNamed = namesPublic || (kind !== 'person' && kind !== 'unknown')
    const said = [isNamed ? name : '', organisation].filter(part => part !== '').join(', ')
    return said === '' ? [] : [toConfirm ? `${said} (to be confirmed)` : said]
  })

/** The people and whoever may be one, whom nobody ticked. */
export const hiddenLeads = ({ leads, namesPublic }: Pick<Answer, 'leads' | 'namesPublic'>): Lead[] =>
  namesPublic ? [] : leads.filter(({ kind }) => kind === 'person' || kind === 'unknown')

/** Why somebody should look at an answer: it is promised for a day that has passed, or still to be done and without a date. */
export const LOOKS = ['overdue', 'undated'] as const
export type Look = (typeof LOOKS)[number]
export type Promises = Record<Look, number>

/** Why somebody should look at an answer on this day; null for no reason. @param today 'YYYY-MM-DD' */
export function lookAt({ action }: Pick<Answer, 'action'>, today: string): Look | null {
  const standing = actionStanding(action, today)
  if (standing === 'overdue' || standing === 'late_to_begin') return 'overdue'
  return standing === 'undated' ? 'undated' : null
}

/** How many answers need somebody's look, each once. */
export function promisesOf(answers: readonly Answer[], today: string): Promises {
  const looks = answers.map(answer => lookAt(answer, today))
  const count = (look: Look) => looks.filter(one => one === look).length
  return { overdue: count('overdue'), undated: count('undated') }
}

/** What staff should look at: promises whose day has passed, and promises that no day can be read of, each with the list of them. */
export const promiseLines = ({ overdue, undated }: Promises, saidDid: string): { text: string; href: string; look: Look }[] => [
  ...(overdue === 0
    ? []
    : [
        {
          text: `${sayCount(overdue, 'promise')} of “we did” ${overdue === 1 ? 'is' : 'are'} overdue`,
          href: `${saidDid}?show=overdue`,
          look: 'overdue' as const,
        },
      ]),
  ...(undated === 0
    ? []
    : [
        {
          text: `${sayCount(undated, 'promise')} of “we did” ${undated === 1 ? 'has' : 'have'} no date`,
          href: `${saidDid}?show=undated`,
          look: 'undated' as const,
        },
      ]),
]

import { randomUUID } from 'node:crypto'
import type { Id } from '../../../platform/id.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { sayList } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS, type ContactRole, type ContributorActor } from '../../history/index.ts'
import { sectionsGiven, type Invitation } from '../../links/index.ts'
import { sayLastSent, wasMissed, type LastSent } from '../../messages/index.ts'
import { MOST_A_DAY, MOST_LINKS } from '../colleagueLimits.ts'
import type { RegisterChanged } from '../handOverOffers.ts'
import { changedLine } from '../changedWords.ts'
import { colleagueFields, type TypedColleague } from './colleagueFields.ts'
import { opensFields, type TypedOpens } from './opensFields.ts'

/** What the page of colleagues is made of. */
export type ColleaguesState = {
  /** The links that work. */
  invitations: readonly Invitation[]
  actor: Pick<ContributorActor, 'invitationId' | 'reach'>
  sent: ReadonlyMap<Id<'invitation'>, LastSent>
  asked: readonly sectionsGiven.SectionGiven[]
  titles: ReadonlyMap<string, string>
  errors?: readonly FormError[]
  given?: TypedColleague & TypedOpens
  shown?: { name: string; address: string; delivery: string }
  /** What the register says of the main link now. */
  changed: RegisterChanged
}

/** Whether somebody came by the main link. */
export const holdsMain = (invitations: readonly Invitation[], { invitationId }: Pick<ContributorActor, 'invitationId'>): boolean =>
  invitations.some(({ id, main }) => main && id === invitationId)

const NOTHING = { name: '', email: '', role: '', opens: '', sections: [] }

/** The model of views/issuing/colleagues.ejs. */
export function colleaguesView(state: ColleaguesState): ViewModel {
  const { invitations, actor, asked, errors = [], given = NOTHING, shown } = state
  const manages = holdsMain(invitations, actor)
  return {
    title: 'Colleagues who help',
    layout: 'respondent',
    backLink: { href: '/return', text: 'Back to your return' },
    errors: summaryOf(errors),
    manages,
    shown: shown ?? null,
    changed: manages ? changedLine(state.changed) : '',
    key: randomUUID(),
    links: invitations.map(link => linkRow(link, state, manages)),
    limits: `Up to ${MOST_LINKS} people can have a link at the same time, and you can send up to ${MOST_A_DAY} links a day.`,
    ...colleagueFields(given, errors, 'Work email address'),
    ...opensFields(given, asked, errors),
  }
}

function linkRow(link: Invitation, { invitations, actor, sent, titles }: ColleaguesState, manages: boolean) {
  const last = sent.get(link.id)
  const takesOver = invitations.some(({ id, main }) => main && id === link.takesOverFrom)
  const seesAll = actor.reach.sections === 'all'
  return {
    id: link.id,
    name: link.name,
    line: [
      link.main ? 'Main link' : CONTACT_ROLE_WORDS[link.role as ContactRole],
      ...(seesAll && !link.main ? [takesOver ? 'Takes over the return once they open it' : opensWords(link, titles)] : []),
      link.lastOpenedAt === null ? 'Not opened yet' : `Last opened ${sayShortInstant(link.lastOpenedAt)}`,
    ].join('. '),
    delivery: manages && link.email !== '' ? sayLastSent(last) : '',
    missed:
      manages && last && wasMissed(last)
        ? `The message did not reach ${link.name}. Check the address: end this link and add them again, or copy the link and hand it over.`
        : '',
    canEnd: manages && !link.main,
  }
}

/** "Opens “Training” and “Records”". */
export function opensWords({ reach }: Pick<Invitation, 'reach'>, titles: ReadonlyMap<string, string>): string {
  const opened = sectionsGiven.titlesOf(reach, titles)
  return opened === null ? 'Opens the whole return' : `Opens ${sayList(opened.map(title => `“${title}”`))}`
}

import type { Id } from '../../platform/id.ts'
import { whoIsWrittenTo, type Addressee, type Audience, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { reachesSection, type Reach } from '../history/index.ts'
import { ruleOn, type ReminderRule } from '../reminders/index.ts'
import { isOwner } from './owners.ts'
import type { PlanAction } from './plan.ts'

/** The reminder of an action that is to be written today; null while there is nothing to remind of, once it was written, and where they are off. */
export function reminderDue({ dueOn, standing, turned, reminders }: PlanAction, today: string): ReminderRule | null {
  if (standing === 'finished' || dueOn === null || turned?.isOn === false) return null
  const rule = ruleOn('action', dueOn, today)
  // A letter that was withheld reminded nobody.
  return reminders.some(written => written.status !== 'withheld' && written.rule === rule && written.dueOn === dueOn) ? null : rule
}

/**
 * Who is reminded of an action: whoever it is said will do it, where the register or a link names them; else the DSL in the register,
 * and whoever answers for the return. Each only with a link that works and opens a question of the action: without one nobody can say
 * how far it is.
 *
 * @param sections what each link of the return that works opens
 */
export function whoIsReminded(
  about: ReturnToWriteAbout,
  sections: ReadonlyMap<Id<'invitation'>, Reach['sections']>,
  { owner, serves }: Pick<PlanAction, 'owner' | 'serves'>,
  today: string,
): Addressee[] {
  const opens = ({ invitationId }: Addressee) => {
    const opened = invitationId === null ? undefined : sections.get(invitationId)
    return opened !== undefined && serves.some(({ sectionKey }) => reachesSection({ sections: opened, maySign: false }, sectionKey))
  }
  const of = (audience: Audience) => whoIsWrittenTo(about, audience, today).to.filter(opens)
  const owners = [
    ...about.contacts.flatMap(({ id }) => of({ contact: id })),
    ...about.holders.flatMap(({ invitationId }) => of({ link: invitationId })),
  ].filter(person => isOwner(owner, person))
  const asked = owners.length > 0 ? owners : [...of({ roles: ['dsl'] }), ...of('first')].slice(0, 1)
  return [...new Map(asked.toReversed().map(person => [person.email, person])).values()].toReversed()
}

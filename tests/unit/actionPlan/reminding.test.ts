import { expect, test } from '@jest/globals'
import type { PlanAction, PlanReminder } from '../../../src/features/actionPlan/plan.ts'
import { reminderDue, whoIsReminded } from '../../../src/features/actionPlan/reminding.ts'
import type { ReturnToWriteAbout } from '../../../src/features/correspondence/index.ts'
import { asId, type Id } from '../../../src/platform/id.ts'
import { remindersView, sayReminders } from '../../../src/features/actionPlan/reminderWords.ts'
import { ABOUT } from '../../support/everyLetter.ts'

const TODAY = '2027-03-15'
const action = (values: Partial<PlanAction> = {}): PlanAction => ({
  ...{ key: 'lettings', what: 'Ask the club', owner: 'Sam Okafor', dueOn: TODAY, state: 'not_started', standing: 'due_soon' },
  ...{ serves: [{ key: 'lettings', label: 'Lettings', sectionKey: 'ratings', sectionTitle: 'Ratings' }] },
  ...{ notes: [], reminders: [], turned: null },
  ...values,
})
const written = (values: Partial<PlanReminder>): PlanReminder => ({
  ...{ questionKeys: ['lettings'], what: 'Ask the club', toName: 'Sam', at: new Date(), status: 'accepted', error: null },
  ...{ rule: 'due', dueOn: TODAY, ...values },
})
const turned = (isOn: boolean) => ({ questionKeys: ['lettings'], what: 'Ask the club', isOn, byName: 'Sam', at: new Date() })

test('a reminder is due once for each rule and each day, and never of what is finished or turned off', () => {
  expect(reminderDue(action(), TODAY)).toBe('due')
  expect(reminderDue(action({ reminders: [written({})] }), TODAY)).toBeNull()
  expect(reminderDue(action({ reminders: [written({ rule: 'due_soon' })] }), TODAY)).toBe('due')
  expect(reminderDue(action({ reminders: [written({ status: 'withheld' })] }), TODAY)).toBe('due')
  // The date was moved after it was written.
  expect(reminderDue(action({ reminders: [written({ dueOn: '2027-03-01' })] }), TODAY)).toBe('due')
  expect(reminderDue(action({ standing: 'finished', state: 'done' }), TODAY)).toBeNull()
  expect(reminderDue(action({ turned: turned(false) }), TODAY)).toBeNull()
  expect(reminderDue(action({ turned: turned(true) }), TODAY)).toBe('due')
  expect(reminderDue(action({ dueOn: null }), TODAY)).toBeNull()
})

test('a plan says the last reminder that was sent, and of a day that is long past that nobody is reminded any more', () => {
  const letters = [written({ status: 'withheld', toName: 'Lee' }), written({ status: 'bounced', toName: 'Ann' }), written({})]
  expect(sayReminders(action({ reminders: letters }))).toContain('Reminder to Sam, ')
  expect(sayReminders(action({ reminders: letters.slice(0, 2) }))).toBe('')
  const lines = (dueOn: string) => remindersView(action({ dueOn }), [{ name: 'Sam' }], { today: TODAY, mayTurn: true }).lines
  expect(lines('2027-03-02')).toEqual([expect.stringContaining('Sam is reminded')])
  expect(lines('2027-03-01')).toEqual(['No more reminders are sent: its day is more than two weeks past.'])
})

const contact = (id: number, role: 'head' | 'dsl', name: string) => ({
  ...{ id: asId<'contact'>(id), role, name, email: `${name.split(' ')[0]!.toLowerCase()}@ashgrove.example` },
  ...{ fromOn: null, toOn: null, main: false },
})
const holder = (id: number, values: Partial<ReturnToWriteAbout['holders'][number]>) => ({
  ...{ invitationId: asId<'invitation'>(id), contactId: null, name: '', email: '', role: 'other' as const },
  ...{ main: false, whole: true, givenOn: '2026-11-01', ...values },
})
const DSL = contact(1, 'dsl', 'Dora Lead')
const BURSAR = { name: 'Sam Okafor', email: 'sam@ashgrove.example' }
const opening = (...links: [number, 'all' | string[]][]) =>
  new Map<Id<'invitation'>, 'all' | readonly string[]>(links.map(([id, sections]) => [asId<'invitation'>(id), sections]))

test('whoever it is said will do it is reminded, where they have a link to a question of the action; else the DSL of the register today', () => {
  const about = {
    ...ABOUT,
    contacts: [DSL, { ...contact(2, 'dsl', 'Olga Before'), toOn: '2027-01-31' }, contact(3, 'head', 'Hugo Head')],
    holders: [holder(7, { contactId: DSL.id, ...DSL, main: true }), holder(8, { ...BURSAR, whole: false })],
  }
  const names = (links: ReturnType<typeof opening>, owner: string | null = 'Sam Okafor') =>
    whoIsReminded(about, links, action({ owner }), TODAY).map(({ name }) => name)
  expect(names(opening([7, 'all'], [8, ['ratings']]))).toEqual(['Sam Okafor'])
  // Their link opens other sections alone, or was ended.
  expect(names(opening([7, 'all'], [8, ['training']]))).toEqual(['Dora Lead'])
  expect(names(opening([7, 'all']))).toEqual(['Dora Lead'])
  // The head has no link, and who left is not the DSL any more.
  expect(names(opening([7, 'all'], [8, ['ratings']]), 'The headteacher')).toEqual(['Dora Lead'])
  expect(names(opening([7, 'all'], [8, ['ratings']]), null)).toEqual(['Dora Lead'])
  expect(names(opening())).toEqual([])
})

import type { Question } from '../../../questions/index.ts'
import type { Section } from '../../document.ts'
import { cites, KCSIE, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'
import { numbers } from './numbers.ts'
import {
  peopleAbout,
  peopleChair,
  peopleDeputies,
  peopleDesignatedTeacher,
  peopleDsl,
  peopleFilteringGovernor,
  peopleFilteringLead,
  peopleHasDeputies,
  peopleHead,
  peopleRegisterCorrect,
  peopleRegisterCorrection,
  peopleSenco,
  peopleWithoutDeputy,
} from '../shared/people.ts'

/** Who holds which role, and the numbers that set the answers in proportion. The register fills in what it knows. */
export const people = (t: Terms): Section => ({
  key: 'people',
  title: 'Your establishment and its people',
  intro: 'We have filled in what the register holds. Change what is wrong.',
  questions: [
    peopleAbout,
    {
      ...peopleRegisterCorrect,
      label: `Are your ${t.setting}'s details right on Get Information about Schools?`,
      instruction: 'Look them up on that website. Only you can change them there.',
    },
    peopleRegisterCorrection,
    {
      ...peopleHead,
      label: `Who is the ${t.head}?`,
      instruction: `If the post is covered for now, name the person acting as ${t.head}.`,
    },
    {
      ...peopleDsl,
      guidance: 'One named person carries the lead responsibility, even where deputies share the work.',
      strength: 'should',
      ...cites(KCSIE.designatedLead, t.also.welfare),
    },
    peopleHasDeputies,
    peopleDeputies,
    peopleWithoutDeputy,
    {
      ...peopleChair,
      label: `Who is the ${t.chair}?`,
      instruction: `The LADO speaks to this person if there is an allegation about the ${t.head}.`,
    },
    {
      kind: 'person',
      key: 'people_link_governor',
      asks: 'link_governor',
      label: `Who is the ${t.linkGovernor}?`,
      guidance: 'Someone at board level leads on safeguarding, knows the DSL and asks how things are going.',
      strength: 'should',
      ...cites(t.also.leadership),
      email: true,
      trainingMonth: 'Last safeguarding training',
    },
    { ...peopleFilteringGovernor, label: 'Who on the board is responsible for filtering and monitoring?' },
    peopleFilteringLead,
    {
      kind: 'person',
      key: 'people_attendance_lead',
      label: 'Which senior leader is responsible for attendance?',
      guidance: 'They know which absences worry the DSL, and meet the DSL about them at set times.',
      strength: 'should',
      ...cites(OTHER.attendance),
    },
    peopleDesignatedTeacher,
    {
      ...peopleSenco,
      guidance: 'Disabled children face more risks, so the DSL and this person work closely together.',
      ...cites(OTHER.senco),
    },
    {
      kind: 'person',
      key: 'people_mental_health_lead',
      label: 'Who is the senior mental health lead?',
      instruction: 'If you have none, leave this empty.',
      strength: 'good_practice',
      required: false,
    },
    {
      kind: 'person',
      key: 'people_prevent_lead',
      label: 'Who is the Prevent lead?',
      instruction: 'If it is the DSL, leave this empty.',
      guidance: 'This person would speak to the police or Channel about a concern.',
      strength: 'should',
      ...cites(OTHER.prevent),
      required: false,
    },
    {
      kind: 'person',
      key: 'people_early_years_lead',
      label: 'Who takes lead responsibility for safeguarding in the early years?',
      instruction: 'This may be the DSL. Leave it empty if you have no nursery or reception class.',
      strength: 'must',
      when: { any: [{ fact: 'nursery' }, { fact: 'primaryAged' }] },
      required: false,
      trainingMonth: 'Last training for this role',
    },
    applies(t),
    ...numbers(t),
  ],
})

/** What only some establishments have: the later sections ask about it where it is ticked. */
const applies = (t: Terms): Question => ({
  kind: 'choices',
  key: 'people_applies',
  label: 'Which of these does your establishment have?',
  instruction: 'Later sections ask only about what you choose.',
  options: [
    { value: 'agency', label: 'Agency or supply staff' },
    { value: 'volunteers', label: 'Volunteers' },
    { value: 'alternative_provision', label: `${t.pupils.charAt(0).toUpperCase()}${t.pupils.slice(1)} in alternative provision elsewhere` },
    { value: 'premises', label: 'Clubs or others who hire or use the premises' },
    { value: 'none', label: 'None of these' },
  ],
})

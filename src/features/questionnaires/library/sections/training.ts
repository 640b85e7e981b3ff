import type { Section } from '../../document.ts'
import { KCSIE } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  trainingDslTwoYearly,
  trainingEvidence,
  trainingInduction,
  trainingMultiAgencyAttended,
  trainingMultiAgencyCertificates,
  trainingPaediatricFirstAid,
  trainingPrevent,
  trainingSaferRecruitmentPanel,
  trainingUpdates,
  trainingWholeStaffOn,
} from '../shared/training.ts'

const areas = ['training']

/** The second evidence area of the reference round. */
export const training = (t: Terms): Section => ({
  key: 'training',
  title: 'Safeguarding training',
  intro: 'Who has been trained, how you know that they understood, and what they do differently.',
  questions: [
    {
      kind: 'percentage',
      key: 'training_part_one_share',
      label: 'What share of staff has read Part one of the current guidance?',
      shortLabel: 'Share of staff who read Part one',
      guidance: `Count everyone who works here regularly, whatever their job. The current edition asks all staff to read Part one itself: the overview does not replace it.`,
      strength: 'should',
      reference: KCSIE.partOne,
      areas,
    },
    {
      kind: 'rag',
      key: 'training_part_one_understood',
      label: 'How you know that staff understand Part one',
      guidance: 'A signature shows that a page was opened. A quiz, a scenario or a talk shows what was understood.',
      strength: 'should',
      reference: `${KCSIE.partOne}; ${KCSIE.partTwo}`,
      comment: true,
      areas,
      descriptors: {
        red: 'There is no record of who has read it.',
        amber: 'Every member of staff has signed or clicked to say so, and gaps are chased.',
        green: 'As amber, and understanding is tested during the year. What people got wrong shapes the next training.',
      },
    },
    {
      ...trainingInduction,
      label: `Every new starter has a safeguarding induction before working with ${t.pupils} alone`,
      guidance:
        'It covers the policies, the DSL and deputies, how to report, the staff code, and online safety with filtering and monitoring.',
      strength: 'should',
      reference: KCSIE.partOne,
      areas,
    },
    { ...trainingWholeStaffOn, strength: 'should', reference: KCSIE.partTwo, areas },
    {
      ...trainingUpdates,
      guidance: 'Short, regular training works best: bulletins, briefings, a scenario at a staff meeting.',
      strength: 'should',
      reference: KCSIE.partOne,
      areas,
    },
    {
      ...trainingDslTwoYearly,
      guidance: 'Deputies are trained to the same standard as the lead. Knowledge is also refreshed at least yearly in between.',
      strength: 'should',
      reference: KCSIE.partTwo,
      areas,
    },
    {
      ...trainingSaferRecruitmentPanel,
      guidance: 'Keep the certificate with the name and date, and have more than one person trained.',
      strength: 'must',
      reference: KCSIE.partThree + t.also.checks,
      areas,
    },
    {
      kind: 'met',
      key: 'training_governors',
      label: `Safeguarding training has been given to ${t.governors}, to all of them`,
      guidance:
        'It includes online safety, comes at the start of a term of office and regularly afterwards, and helps them to test what they are told.',
      strength: 'should',
      reference: KCSIE.partTwo + t.also.leadership,
      areas,
    },
    {
      ...trainingPrevent,
      guidance: 'They know the signs of radicalisation and how to raise a concern. The Prevent lead has had more training.',
      areas,
    },
    {
      ...trainingPaediatricFirstAid,
      guidance: 'This applies wherever there are children in the early years, on outings too. Answer "not applicable" if there are none.',
      when: { any: [{ fact: 'nursery' }, { fact: 'primaryAged' }] },
      notApplicable: true,
      areas,
    },
    {
      kind: 'choices',
      key: 'training_topics',
      label: 'Which topics did staff training cover in the last 12 months?',
      guidance: 'Tick what all or most staff had. Nobody covers everything in one year.',
      strength: 'good_practice',
      reference: KCSIE.partTwo,
      areas,
      options: [
        { value: 'neglect', label: 'Neglect' },
        { value: 'domestic_abuse', label: 'Domestic abuse' },
        { value: 'child_on_child', label: 'Child-on-child abuse' },
        { value: 'sexual_harassment', label: 'Sexual violence and harassment' },
        { value: 'exploitation', label: 'Criminal or sexual exploitation' },
        { value: 'online', label: 'Online safety and artificial intelligence' },
        { value: 'mental_health', label: 'Mental health, self-harm and suicide' },
        { value: 'radicalisation', label: 'Radicalisation' },
        { value: 'honour_based', label: 'So-called honour-based abuse and FGM' },
        { value: 'low_level_concerns', label: 'Low-level concerns about adults' },
        { value: 'none', label: 'None of these' },
      ],
    },
    {
      ...trainingMultiAgencyAttended,
      guidance: 'Count people, not courses. Learning beside health, police and social care staff builds the links that help later.',
      areas,
    },
    { ...trainingMultiAgencyCertificates, areas },
    {
      kind: 'level',
      key: 'training_impact',
      label: 'The difference that training makes',
      guidance: 'Look at what changed afterwards: the number and quality of concerns, the questions that staff ask, what children say.',
      strength: 'good_practice',
      reference: KCSIE.partTwo,
      comment: true,
      areas,
      descriptors: [
        'We measure what changes after training, in records and in what children tell us, and adjust the plan.',
        'We ask staff what they learned, and see the effect in the concerns they record.',
        'We ask for feedback on the day but do not follow it up.',
        'We keep attendance only.',
      ],
    },
    {
      ...trainingEvidence,
      guidance:
        'You need not attach anything now. If you are chosen for the dip sample, we will ask for the training log, and for certificates of the DSL and deputies.',
      reference: KCSIE.partTwo,
      areas,
    },
  ],
})

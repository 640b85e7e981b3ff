import type { Section } from '../../document.ts'
import { cites, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  trainingBoard,
  trainingDslTwoYearly,
  trainingEvidence,
  trainingFirstAiderAvailable,
  trainingInduction,
  trainingMultiAgencyAttended,
  trainingMultiAgencyCertificates,
  trainingPartOneShare,
  trainingPrevent,
  trainingSaferRecruitmentOn,
  trainingSaferRecruitmentPanel,
  trainingUpdates,
  trainingWholeStaffOn,
} from '../shared/training.ts'

const areas = ['training']

/** The second evidence area of the reference round. Rated met, partly met, not met; a yes or no says a plain fact. */
export const training = (t: Terms): Section => ({
  key: 'training',
  title: 'Safeguarding training',
  intro: 'Who has been trained, in what, and when.',
  questions: [
    { ...trainingPartOneShare, areas },
    {
      ...trainingInduction,
      label: `Every new starter has a safeguarding induction before working with ${t.pupils} alone`,
      guidance: 'It covers the policies, the DSL and deputies, how to report, the staff code, and online safety.',
      strength: 'should',
      areas,
    },
    { ...trainingWholeStaffOn, strength: 'should', areas },
    {
      ...trainingUpdates,
      guidance: 'Short, regular training works best: bulletins, briefings, a scenario at a staff meeting.',
      strength: 'should',
      areas,
    },
    {
      ...trainingDslTwoYearly,
      guidance: 'Deputies are trained to the same standard as the lead, and knowledge is refreshed each year in between.',
      strength: 'should',
      areas,
    },
    {
      ...trainingSaferRecruitmentPanel,
      guidance: 'You keep the certificate with name and date, and more than one person is trained.',
      strength: 'should',
      mustFor: { fact: 'maintained' },
      ...cites(t.also.checks === '' && t.setting === 'school' ? OTHER.recruitmentPanel : ''),
      areas,
    },
    { ...trainingSaferRecruitmentOn, areas },
    {
      ...trainingBoard,
      guidance: 'It comes at the start of a term of office and regularly afterwards, and includes online safety.',
      ...cites(t.also.leadership),
      areas,
    },
    { ...trainingPrevent, guidance: 'They know the signs of radicalisation. The Prevent lead has had more training.', areas },
    {
      ...trainingFirstAiderAvailable,
      instruction: 'Met: also on every outing. Choose “not applicable” if you have no nursery or reception class.',
      when: { any: [{ fact: 'nursery' }, { fact: 'primaryAged' }] },
      notApplicable: true,
      areas,
    },
    {
      kind: 'choices',
      key: 'training_topics',
      label: 'Which topics did staff training cover in the last 12 months?',
      instruction: 'Tick what all or most staff had. Nobody covers everything in one year.',
      strength: 'good_practice',
      required: false,
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
    { ...trainingMultiAgencyAttended, areas },
    { ...trainingMultiAgencyCertificates, areas },
    {
      ...trainingEvidence,
      instruction: 'You need not attach anything now. A dip sample asks for the training log and certificates of the DSL and deputies.',
      areas,
    },
  ],
})

import type { QuestionnaireDocument } from '../document.ts'
import { cites, EDITION, KCSIE, OTHER } from './references.ts'
import { allegationsLowLevelLog } from './shared/allegations.ts'
import {
  declarationAccurate,
  declarationFirstPriority,
  declarationNoChildNamed,
  declarationStrengths,
  partnershipMessage,
} from './shared/declaration.ts'
import { governorsAnnualReport } from './shared/governors.ts'
import { concernsAnyoneCanRefer } from './shared/concerns.ts'
import { onlineReviewDone, policiesChildProtectionCurrent, policiesChildProtectionPublished } from './shared/policies.ts'
import { trainingDslTwoYearly, trainingSaferRecruitmentPanel } from './shared/training.ts'
import { leadershipDslSenior } from './shared/leadership.ts'
import { recruitmentRecordChecked } from './shared/recruitment.ts'

/** The short declaration asks for no months to compare with. */
const withoutInstruction = ({ instruction: _instruction, ...question }: typeof trainingDslTwoYearly) => question

/** The short declaration: 15 confirmations and 3 free texts, for those who keep a full audit of their own. */
export const setF = {
  set: 'F',
  title: 'Safeguarding assurance declaration',
  audience: 'Any establishment in a year without a full audit, and those that keep their full audit elsewhere',
  edition: EDITION,
  introduction: `This short return tells the partnership that your safeguarding arrangements are in place. It takes about 20 minutes if your own audit is up to date.

Answer as things are today. A "no" with a plan and a date is a good answer.`,
  evidenceAreas: [],
  sections: [
    {
      key: 'assurance',
      title: 'Arrangements in place',
      intro: 'Each question asks about one arrangement. Where the answer is no, say what you will do, who will do it, and by when.',
      questions: [
        {
          kind: 'yes_no',
          key: 'assurance_audit_completed',
          label: 'Have you completed a full safeguarding self-audit of your own in the last 12 months?',
          guidance: 'Any tool will do. The partnership may ask to see it.',
          strength: 'should',
        },
        {
          ...policiesChildProtectionCurrent,
          label: "Is your child protection policy up to date with this September's guidance?",
          instruction: 'Compare it with the edition of Keeping children safe in education in force today.',
          guidance: 'It names the people of today, cites the current edition, and was approved in the last 12 months.',
          strength: 'should',
        },
        { ...policiesChildProtectionPublished, guidance: 'A paper copy is given to anyone who asks.' },
        { ...leadershipDslSenior, guidance: 'DSL is the designated safeguarding lead.' },
        {
          kind: 'yes_no',
          key: 'assurance_dsl_always_available',
          label: 'Is the DSL or a deputy always available during opening hours?',
          instruction: 'Include trips, clubs and days off site.',
          strength: 'should',
          reference: KCSIE.leadAvailable,
        },
        {
          ...withoutInstruction(trainingDslTwoYearly),
          guidance: 'Deputies are trained to the same standard as the lead.',
          strength: 'should',
        },
        {
          kind: 'yes_no',
          key: 'assurance_staff_trained',
          label: 'Have all staff had safeguarding training or an update in the last 12 months?',
          guidance: 'This includes reading the current Part one, and volunteers who come regularly.',
          strength: 'should',
        },
        { ...concernsAnyoneCanRefer, reference: KCSIE.actAtOnce },
        { ...onlineReviewDone, guidance: 'The review is written down, and covers every network and device.' },
        {
          ...trainingSaferRecruitmentPanel,
          guidance: 'You keep the certificate with the name and date.',
          strength: 'should',
          mustFor: { fact: 'maintained' },
          ...cites(OTHER.recruitmentPanel),
        },
        { ...recruitmentRecordChecked },
        {
          ...allegationsLowLevelLog,
          guidance: 'Each entry has the concern, its context and what was done.',
          strength: 'should',
        },
        {
          ...governorsAnnualReport,
          label: 'Did the governing body or proprietor receive a full yearly report on safeguarding in the last 12 months?',
          guidance: 'It looks back over the year, at what was found, and at what will be done.',
          strength: 'should',
        },
      ],
    },
    {
      key: 'reflection',
      title: 'In your own words',
      intro: 'Three short texts. Please name no child.',
      questions: [declarationStrengths, declarationFirstPriority, partnershipMessage],
    },
    {
      key: 'declaration',
      title: 'Declaration',
      questions: [
        { ...declarationNoChildNamed, instruction: 'Look once more at your texts.' },
        {
          ...declarationAccurate,
          statement: 'These answers are true to the best of our knowledge.',
          instruction: 'The partnership may ask for evidence of any answer.',
        },
      ],
    },
  ],
} satisfies QuestionnaireDocument

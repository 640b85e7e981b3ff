import type { Section } from '../../document.ts'
import { KCSIE, OTHER } from '../references.ts'
import type { Terms } from '../terms.ts'
import {
  policiesAbsence,
  policiesChildProtectionCurrent,
  policiesChildProtectionPublished,
  policiesChildProtectionReviewedOn,
  policiesEvidence,
  policiesLocalProcedures,
  policiesPrevent,
  policiesStaffBehaviour,
} from '../shared/policies.ts'

const areas = ['policies']

/** The first evidence area of the reference round. */
export const policies = (t: Terms): Section => ({
  key: 'policies',
  title: 'Safeguarding policies',
  intro: 'A policy counts when it is current, yours, easy to find, and followed.',
  questions: [
    {
      ...policiesChildProtectionCurrent,
      label: `Is your child protection policy up to date with this September's guidance?`,
      guidance: 'It names the people of today, cites the current edition, and has been adapted to you, not only copied from a model.',
      strength: 'should',
      reference: KCSIE.partTwo + t.also.welfare,
      areas,
    },
    {
      ...policiesChildProtectionReviewedOn,
      label: `When did ${t.board} last approve the child protection policy?`,
      guidance: 'It is reviewed at least once a year, and sooner when the law or local procedures change.',
      strength: 'should',
      reference: KCSIE.partTwo + t.also.welfare,
      areas,
    },
    {
      ...policiesChildProtectionPublished,
      guidance: 'A parent should find it within two clicks. A paper copy is given to anyone who asks.',
      reference: KCSIE.partTwo + t.also.published,
      areas,
    },
    {
      ...policiesLocalProcedures,
      guidance: 'It says how to reach local services, day and night, and how professional disagreements are settled here.',
      strength: 'should',
      reference: `${KCSIE.partTwo}; ${OTHER.workingTogether}`,
      areas,
    },
    {
      ...policiesStaffBehaviour,
      guidance: 'It covers low-level concerns, use of technology and social media, relationships with children, and gifts or favours.',
      reference: `${KCSIE.partTwo}; ${KCSIE.partFour}`,
      areas,
      descriptors: {
        red: 'There is no code, it is out of date, or staff have not been given it.',
        amber: 'There is a current code that covers low-level concerns. Staff sign for it each year.',
        green: 'As amber, and leaders check that staff understand it, volunteers and agency staff too, and use it when concerns arise.',
      },
    },
    {
      kind: 'met',
      key: 'policies_behaviour',
      label: 'The behaviour policy says how bullying, including online bullying, is prevented',
      guidance: 'It links to safeguarding: behaviour can be a sign that a child is being harmed.',
      strength: 'must',
      reference: KCSIE.partTwo + t.also.behaviour,
      areas,
    },
    {
      kind: 'rag',
      key: 'policies_child_on_child',
      label: 'Policy on child-on-child abuse',
      guidance: 'It may be part of the child protection policy. It says how reports are made, recorded, looked into and followed up.',
      strength: 'should',
      reference: `${KCSIE.partTwo}; ${KCSIE.partFive}`,
      comment: true,
      areas,
      descriptors: {
        red: 'The policy does not cover it, or covers only bullying.',
        amber: 'The policy covers its forms, how to report, and how every child involved is supported.',
        green: `As amber, and ${t.pupils} helped to shape it, know how to report, and leaders review patterns each term.`,
      },
    },
    {
      kind: 'met',
      key: 'policies_online_safety',
      label: `The online safety policy covers devices, mobile phones, and artificial intelligence`,
      guidance: `It fits with what you teach and with your filtering and monitoring. It covers devices brought from home and work done at home.`,
      strength: 'should',
      reference: KCSIE.partTwo,
      areas,
    },
    {
      ...policiesAbsence,
      guidance: `Absence can be the first sign of neglect, exploitation or worse. Unexplained absence of a child with a social worker is followed up the same day.`,
      strength: 'should',
      reference: `${KCSIE.partTwo}; ${OTHER.attendance}`,
      areas,
    },
    {
      ...policiesPrevent,
      guidance: 'The assessment is yours, reviewed at least yearly, and covers speakers, lettings and online access.',
      reference: `${KCSIE.partTwo}; ${OTHER.prevent}`,
      areas,
    },
    {
      kind: 'yes_partly_no',
      key: 'policies_whistleblowing',
      label: 'Do all staff know how to raise a concern about poor practice?',
      guidance:
        'The whistleblowing policy names someone outside, such as the NSPCC line, and staff trust that they will not suffer for using it.',
      strength: 'should',
      reference: KCSIE.partOne,
      areas,
    },
    {
      kind: 'met',
      key: 'policies_restrictive_interventions',
      label: 'Every significant restrictive intervention is recorded and reported to parents',
      guidance:
        'This covers force, restraint and seclusion, the duties on which took effect in April 2026. Leaders study the records for patterns, above all for disabled children.',
      strength: 'must',
      reference: `${KCSIE.partTwo}; ${OTHER.restrictive}`,
      areas,
    },
    {
      kind: 'yes_partly_no',
      key: 'policies_visitors',
      label: 'Is your policy on visitors and outside speakers followed every time?',
      guidance:
        'Checks fit what the visitor does, and speakers are vetted for their message. Visitors are supervised, and know who to tell if they are worried.',
      strength: 'should',
      reference: KCSIE.partThree,
      areas,
    },
    {
      kind: 'met',
      key: 'policies_lettings',
      label: `Clubs and others who use your premises meet safeguarding terms in their agreement`,
      guidance:
        'You have seen their policies, and the agreement ends if they do not follow them. Answer "not applicable" if nobody else uses the site.',
      strength: 'should',
      reference: KCSIE.partTwo,
      notApplicable: true,
      areas,
    },
    {
      kind: 'table',
      key: 'policies_suite',
      label: 'When was each of your main safeguarding policies last approved?',
      shortLabel: 'Policies',
      hint: 'For example child protection, staff behaviour, behaviour, online safety, whistleblowing, health and safety.',
      guidance: 'Copy the dates from your policy list. You do not need to list every policy.',
      strength: 'should',
      reference: KCSIE.partTwo,
      required: false,
      rowName: 'Policy',
      maxRows: 20,
      areas,
      columns: [
        { key: 'policy', label: 'Policy', kind: 'text', required: true },
        { key: 'approved_on', label: 'Approved on', kind: 'date' },
        { key: 'published', label: 'On the website', kind: 'yes_no' },
      ],
    },
    { ...policiesEvidence, reference: KCSIE.partTwo, areas },
  ],
})

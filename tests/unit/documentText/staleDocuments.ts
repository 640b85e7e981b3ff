import type { Remark } from '../../../src/features/documentText/index.ts'
import { chance } from './chance.ts'

export type Kind = Remark['kind']
export const FORMS = ['pdf', 'docx', 'xlsx', 'csv', 'txt'] as const

/** A document as schools send it, line by line with a table below, and what is really wrong with it. */
export type StaleDocument = { form: (typeof FORMS)[number]; lines: string[]; rows: string[][]; wrong: Kind[] }

/** The day on which all of them were sent. */
export const SENT_ON = '2026-11-30'

/** A line of a document; where it has a bar, cells of a table beside each other; where it has " / ", rows of one. */
type Snippets = { kind: Kind; wrong: readonly string[]; right: readonly string[] }

const SNIPPETS: readonly Snippets[] = [
  {
    kind: 'review_passed',
    wrong: [
      'Review date: Sept 2025',
      'Next review: 01/09/25',
      'This policy is reviewed annually, next due Autumn term 2025',
      'Date of next review|September 2025',
      'Date of next review |Sep-25',
      'Next review date: 31st August 2026',
      'Next Review Due: Spring Term 2026',
      'NEXT REVIEW: SUMMER 2026',
      'Review due by 14.03.2025',
      'To be reviewed: October 2026',
      'This policy will be reviewed in September 2025.',
      'It will next be reviewed by the full governing board in November 2025.',
      'The policy is due for review in the autumn term of 2024.',
      'Review: September 2025',
      'Policy review date - 09/2025',
      'Next review 2024-25',
      'Next review: academic year 2024/2025',
      'Next review due 2025',
      'Review by: 1 September 2026',
      'Next scheduled review: Friday 5 September 2025',
      'Planned review date 2026-07-17',
      'Renewal date: 12/03/2026',
      'Valid until August 2026',
      'Date for review: end of Summer Term 2025',
      'Policy to be reviewed annually. Next review: Sept. 2025',
      'Approved by:|Full governing board|Approved on:|Sept 2024|Next review:|Sept 2025',
      'Version|Approved|Next review / 2.1|Sept 2023|Sept 2024',
      'Policy|Owner|Review due / Safeguarding|Head|Autumn 2024 / Behaviour|Deputy|Summer 2025 / Visitors|Bursar|03/2025',
      'Last reviewed: September 2024. Next review: September 2025.',
      'Date reviewed September 2023; date of next review September 2024',
      'Reviewed: Sept 24      Next review: Sept 25',
      'This document expires on 31 July 2026.',
      'Next review (statutory, annual): Term 1 2025',
      'Next review: 1st week of September 2025',
      'Next review: September/October 2025',
      // No day is read where labels and days stand apart.
      'Approved: / Next review: / Board / 9/2024 / 9/2025',
    ],
    right: [
      'Last review date: September 2024',
      'Last reviewed: 01/09/25. Next review: 01/09/27',
      'Date of next review  September 2027',
      'Date of next review|September 2027',
      'This policy was reviewed by the governing board in September 2025.',
      'Reviewed September 2025',
      'Next review: Autumn term 2026',
      'Next review: Autumn 2026/27',
      'Next review 2026-27',
      'Next review: academic year 2026/2027',
      'Next review: November 2026',
      'Review date: 30/11/2026',
      'Review date: September 2024 (done). Next review: September 2027',
      'This policy is reviewed annually. It was written in September 2022.',
      'This policy will be reviewed annually; the last review was in September 2025.',
      'We review the policy every September. In 2024 the board asked for changes.',
      'Previous review: May 2024|Next review: May 2027',
      'Version|Date reviewed|Changes / 1|Sept 2023|New / 2|Sept 2024|KCSIE',
      'Version|Approved|Next review / 2.1|Sept 2024|Sept 2025 / 2.2|Sept 2025|Sept 2027',
      'Policy|Owner|Review due / Safeguarding|Head|Autumn 2027 / Behaviour|Deputy|Summer 2025',
      'The serious case review of 12 May 2019 was discussed.',
      'The board will look at the findings of the review of 2021 when they come.',
      'A review of the filtering took place on 03/02/2026.',
      'Review cycle: every two years',
      'Next review: to be decided',
      'Next review: Spring 2027 / Written 2021',
      'Date of most recent review: 4 May 2025',
      'Peer review, January 2025: no actions',
      'Next review: 31/02/2026',
    ],
  },
  {
    kind: 'placeholder',
    wrong: [
      'At [insert school name] every child is safe.',
      'The designated lead is [name].',
      'Our designated safeguarding lead is [DSL name] ([telephone number]).',
      '[School Name] Safeguarding Policy',
      '[NAME OF SCHOOL]',
      'The chair of governors is [Chair of Governors’ name].',
      'Call <insert number> out of hours.',
      '<<School name>> Child Protection Policy',
      '{{school_name}} expects all staff to act.',
      '«SchoolName» is a school.',
      '(insert name of deputy DSL here)',
      'Insert school logo here',
      'Insert date here',
      'Name of DSL|Click or tap here to enter text.',
      'Date of training|Click here to enter a date',
      'Level|Choose an item.',
      '[Schools should insert their own arrangements here]',
      '[delete as appropriate] The school does / does not have a nursery.',
      'Approved on [date] by [governing body].',
      'Approved on [xx/xx/xxxx]',
      'Approved on XX/XX/XXXX',
      'Approved: DD/MM/YYYY',
      'Call the office on 0117 XXX XXXX',
      'XXXX Primary School takes every concern seriously.',
      'Lorem ipsum dolor sit amet',
      'The local authority designated officer is [TBC].',
      'Contact: [to be completed]',
      'The link governor is [to be confirmed].',
      '[Enter the name of your setting] is committed to safety.',
      'Contact [Headteacher] with any concern about staff.',
      'Email [email address]',
      '[Type here]',
    ],
    right: [
      'Where the form says “[insert date]”, write the day of the concern.',
      'The template says "[insert school name]" where each school writes its own name.',
      'Insert the date and your name in the log, and sign.',
      'Staff enter the name of the visitor in the book.',
      'The board read [1], [2] and [sic].',
      'Minutes: [name redacted] asked about the log.',
      '[Name of pupil removed] was spoken of.',
      '[address withheld] was visited by the police.',
      'Write to [email protected] with any question.',
      '[Added September 2026] Staff read Part one.',
      '[Updated 2026] Visitors sign in.',
      '[Dated 4 May 2026] The letter was filed.',
      'See [School website](https://school.example/policies).',
      'R v Smith [2024] EWCA Crim 12',
      'Signed: ............................ Date: ............',
      'Signature ______________',
      'Size XXL and XXXL shirts are kept in the office.',
      'Kisses (xxx) in messages to pupils are not acceptable.',
      'Your name, your role and your school are on your badge.',
      'The date, the name and the address are kept in the record.',
      'Press [Enter] to go on.',
      'If <5 pupils are in a group, no number is given.',
      'Write dates as DD/MM/YYYY in the log.',
      'See [Annex A] and [Part one].',
      'The [then] headteacher signed it.',
      'Super Bowl XXXIX was shown in assembly.',
    ],
  },
  {
    kind: 'old_guidance',
    wrong: [
      'This policy follows KCSIE 2024.',
      'Keeping Children Safe in Education (2023)',
      'Keeping children safe in education, September 2022',
      'Keeping Children Safe in Education: Statutory guidance for schools and colleges (September 2021)',
      'Keeping Children Safe in Education – statutory guidance for schools and colleges, DfE, September 2023',
      'KCSIE (DfE, 2025)',
      'KCSiE September 2020',
      'KCSIE Sept 25',
      'KCSIE 24',
      'KCSIE2023',
      'KCSIE 2024/25',
      'All staff read the September 2023 edition of Keeping children safe in education.',
      'All staff have read the 2019 version of KCSIE.',
      'DfE (2022) Keeping children safe in education',
      'Keeping children safe in education|DfE|2023',
      'Keeping children safe in education / September 2022',
      'Staff read Part 1 of Keeping Children Safe in Education 2021 and signed.',
      'Keeping Children Safe in Education (KCSIE) 2023',
      'Keeping Children Safe in Education (DfE, updated 1 September 2022)',
      'KCSIE 2023 replaces KCSIE 2022 and is what we follow.',
      '“Keeping Children Safe in Education” (2020)',
      'KCSIE: 2024',
      'Annual update on KCSIE 2025 was given to all staff.',
      'Statutory guidance Keeping Children Safe in Education Part one: September 2019',
      'Name|KCSIE 2023 read|KCSIE 2024 read / J Smith|Yes|Yes',
      'Keeping children safe in education, last updated 2 September 2024',
    ],
    right: [
      'This policy follows KCSIE 2026.',
      'Keeping children safe in education (DfE, September 2026)',
      'KCSIE 2026, which replaces KCSIE 2025',
      'Changes in this version: KCSIE 2025 became KCSIE 2026.',
      'History: 2022 KCSIE 2022; 2023 KCSIE 2023; 2026 KCSIE 2026',
      'KCSIE and Working Together to Safeguard Children 2023',
      'Keeping children safe in education, Working Together 2023, Prevent duty guidance 2023',
      'Working Together to Safeguard Children (2023) / Keeping Children Safe in Education',
      'KCSIE and the Equality Act 2010 are followed.',
      'Keeping children safe in education; Data Protection Act 2018',
      'Staff read the current Keeping children safe in education. In 2023 a new lead began.',
      'Staff read Part one of KCSIE. 2024 was the year of the new building.',
      'Filtering standards, first introduced in KCSIE 2023, are met.',
      'We have recorded low-level concerns since KCSIE 2021.',
      'Name|KCSIE 2025 read|KCSIE 2026 read / J Smith|Yes|Yes',
      'Keeping children safe in education, paragraph 24',
      'KCSIE Part 5 and Annex B',
      'Keeping children safe in education (current edition)',
      'KCSIE training, 12 staff, room 2020',
      'Keeping Children Safe in Education 2026 (first issued in 2014)',
      'The Equality Act 2010, Keeping Children Safe in Education',
      'Compared with KCSIE 2024, the current guidance says more of attendance.',
    ],
  },
]

/** Whole documents with little in them, or little but labels. */
const NEARLY_EMPTY: readonly string[] = [
  'Safeguarding policy',
  'Park View Primary School / Child protection and safeguarding policy / September 2026',
  'Policy / Park View Primary School / Approved by the governing board',
  'Training log',
  'Staff training record / Name|Role|Course|Level|Provider|Date|Certificate|Renewal|Notes',
  'Training log 2026 / Name|Role|Date|Level / ||| / |||',
  'Training log / No.|Name|Role|Date / 1||| / 2||| / 3||| / 4||| / 5||| / 6||| / 7||| / 8|||',
  'Record of concern / Name of child:| / Date of birth:| / Date of concern:| / What happened:| / What was said:| / Who was told:| / Signed:| / Role:|',
  'Visitors / Name|From|Time in|Time out|Badge',
  'Name: ______ / Role: ______ / Course: ______ / Date: ______ / Signed: ______',
  'Risk assessment / What are the hazards?| / Who may be harmed and how?| / What do you already do to control the risk?| / What more is to be done, and by when?| / Who does it?| / Done on|',
  'Minutes of the meeting of / Present: / Apologies: / Matters arising: / Safeguarding report: / Actions: / Date of next meeting:',
  'Self-assessment|Yes|No|Comment / The lead has had training in the last two years||| / The policy is on the website||| / Staff have read Part one||| / The record is checked each term|||',
  'Page 1 of 1',
  'See attached',
]
const COMPLETE: readonly string[] = [
  'Certificate of attendance / Jane Smith / Safeguarding level 3 / 12 March 2026',
  'This is to certify that Lee Marsh completed Safer recruitment on 03/02/2026.',
  'Name|Role / Jane Smith|DSL / Ali Khan|Deputy',
  'Name|Role|Trained on / Jane Smith|DSL|12/03/2026 / Ali Khan|Deputy|14/04/2026',
  'Name: Jane Smith / Role: DSL / Course: Level 3 / Date: 12/03/2026 / Signed: J Smith',
  'Name|Jane Smith / Course|Prevent / Date|12/03/2026 / Hours|2',
  'Year|Concerns|Referrals / 7|12|3 / 8|9|1 / 9|14|2',
  'Fire drill / 4 May 2026 at 10.15 / All out in 3 minutes',
  'Visitors / Name|From|Time in|Time out|Badge / J Jones|BT|9.00|9.40|4',
  'Minutes of 12 May 2026 / Present: A Brown, C Stone, E Khan / The board read the report of the lead, agreed it, and asked for a check of the single central record before the summer.',
  'Self-assessment|Yes|No|Comment / Lead is trained|x|| / On the website|x|| / Part one was read|x||May / Record is checked||x|June',
  'Staff who have read Part one / A Brown / C Stone / E Khan / G Okafor / H Begum / I Nowak / J Patel / K Hughes / L Mensah / M Wright / N Taylor / O Jones / P Evans',
  'Email of 3 June 2026 to all staff: our new lead is Jane Smith, room 4, extension 210.',
  'DSL: Jane Smith / Deputy: Ali Khan / Chair: Mary Stone / Telephone: 0117 496 0123',
]

const BODY = [
  'This policy says what staff of our school do to keep children safe, who they tell and by when.',
  'A child may speak to any adult; the adult listens, and tells the designated safeguarding lead on the same day.',
  'Staff are told each September how to report a concern, and the board hears of it every term.',
  'Visitors sign in at the office, wear a badge and are not left alone with pupils.',
]

/** Two hundred documents and a few more: every way of saying it once, in turns of formats, then two of them together. */
export function staleDocuments(seed: number): StaleDocument[] {
  const of = chance(seed)
  const documents: StaleDocument[] = []
  const add = (texts: readonly string[], wrong: Kind[], isWhole = false) => {
    const lines = (isWhole ? texts : [of.one(BODY), of.one(BODY), ...texts, of.one(BODY)]).flatMap(text => text.split(' / '))
    documents.push({
      form: FORMS[documents.length % FORMS.length]!,
      lines: lines.filter(line => !line.includes('|')),
      rows: lines.filter(line => line.includes('|')).map(line => line.split('|')),
      wrong,
    })
  }
  for (const { kind, wrong, right } of SNIPPETS) {
    for (const text of wrong) add([text], [kind])
    for (const text of right) add([text], [])
  }
  for (const text of NEARLY_EMPTY) add([text], ['blank'], true)
  for (const text of COMPLETE) add([text], [], true)
  while (documents.length < 240) {
    const [one, other] = [SNIPPETS[of.below(3)]!, SNIPPETS[of.below(3)]!]
    if (one === other) continue
    add([of.one(one.wrong), of.one(other.right)], [one.kind])
  }
  return documents
}

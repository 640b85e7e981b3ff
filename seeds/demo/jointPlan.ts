import type { DocumentValue, DraftMeasure, DraftPart } from '../../src/features/plans/index.ts'
import { blankPart, own, type Row } from './planWords.ts'

const value = (dated: string, written: string, source = '', note = ''): DocumentValue => ({ dated, written, source, note })
const measure = (kind: DraftMeasure['kind'], words: string, ...values: DocumentValue[]): DraftMeasure => ({ kind, words, values })

const aim = (code: string, title: string, measures: DraftMeasure[], ...rows: Row[]): DraftPart => ({
  ...blankPart,
  kind: 'aim',
  code,
  title,
  measures,
  parts: [],
  actions: rows.map(own),
})

/** The action plan of two partnerships together: 4 aims, measures of three kinds, areas for action 5, 4, 4 and 4. */
export const JOINT_PLAN: readonly DraftPart[] = [
  aim(
    'Aim 1',
    'Everyone recognises neglect',
    [
      measure(
        'data',
        'Share of referrals in which neglect is named',
        value('Q4 2023/24', '31 %', 'Children’s services', 'Without the number of referrals'),
        value('Q1 2024/25', '214 of 655', 'Children’s services'),
      ),
      measure('audit', 'Cases in which the assessment tool was used', value('June 2024', '17 of 30', 'Joint case audit')),
      measure(
        'feedback',
        'What practitioners say of the training',
        value('July 2024', 'Nearly all would recommend it', 'Training evaluation'),
      ),
    ],
    ['Launch in October 2024 of one assessment tool in both areas', 'launch in October 2024', 'Neglect strategy group'],
    ['Offer the same training to schools, health and police'],
    ['Put the tool where staff look for it: in the record system of each agency, with an example that was filled in'],
    ['Name a champion in every agency', '', 'Each agency'],
    ['Brief governors'],
  ),
  aim(
    'Aim 2',
    'Help comes early',
    [
      measure(
        'data',
        'Families who finish a parenting programme',
        value('2023/24', '134 of 177', 'Programme records'),
        value('Q1 2024/25', '98 % of parents who completed', 'Leaflet of the provider', 'Nobody says of how many'),
      ),
      measure('audit', 'Early help plans that name neglect', value('June 2024', '22 of 40', 'Early help audit')),
      measure('feedback', 'What parents say helped'),
    ],
    ['Offer a named worker within ten days'],
    ['Agree what schools do before they refer', 'spring term 2025', 'Education safeguarding group'],
    ['Give families one plan and not three'],
    ['Publish what is there for families in each place, and keep it current'],
  ),
  aim(
    'Aim 3',
    'Children are heard, and it changes what we do',
    [
      measure('data', 'Children who have an advocate', value('March 2024', '61')),
      measure('data', 'Children seen alone at each visit'),
      measure('data', 'Return interviews within three days', value('Q1 2024/25', '75 %', 'Return interview service')),
      measure('audit', 'The child’s own words in assessments', value('June 2024', '19 of 30', 'Joint case audit')),
      measure('feedback', 'What children say of being listened to'),
      measure('feedback', 'What the youth forum would change', value('July 2024', 'Ask us sooner, and tell us what you did')),
    ],
    ['Ask children what a good day looks like, and write it down in their words'],
    ['Invite the youth forum to each quarterly meeting', 'Quarterly', 'Business managers of both partnerships'],
    ['Send every child who helped an answer'],
    ['Check that younger children and children with disabilities are heard as well'],
  ),
  aim(
    'Aim 4',
    'Leaders know what works',
    [
      measure('data', 'Children on a plan for neglect for a second time', value('2023/24', '28 of 143', 'Children’s services')),
      measure('audit', 'Recommendations that were acted on', value('July 2024', '11 of 16', 'Board office')),
      measure('feedback', 'What staff say of supervision'),
    ],
    ['Read the measures of this plan together twice a year', 'every six months', 'Executive group'],
    ['Report to both boards', 'March 2025', 'Business managers of both partnerships'],
    ['Learn from the reviews of other areas'],
    ['Say plainly what has not worked, and stop it'],
  ),
]

/** The strategy that the joint plan follows, and that goes by two names in it: which of its actions bear on which aim, 5, 4, 7 and 5. */
export const STRATEGY_ACTIONS: readonly (readonly Row[])[] = [
  [
    ['Write a definition of neglect that all agencies share', '2023', 'Neglect strategy group', '', 'done'],
    ['Make a short film for new staff'],
    ['Add neglect to induction in every agency', 'April 2024', 'Workforce group', '', 'done'],
    ['Show what neglect looks like at each age'],
    ['Teach how to talk about it with parents', 'from September 2024', 'Workforce group', '', 'under_way'],
  ],
  [
    ['Bring benefits advice into children’s centres', '', 'District councils'],
    ['Offer a home-start visit before birth', 'ongoing', 'Health visiting service', '', 'under_way'],
    ['Test a fund for small costs: beds, bins, school shoes', 'Q3 2024/25'],
    ['Agree a pathway for missed appointments', 'December 2024', 'Named Doctor'],
  ],
  [
    ['Use one page on which a child can say how home is'],
    ['Train ten young inspectors', 'summer term 2025'],
    ['Ask brothers and sisters as well'],
    ['Give interpreters a briefing'],
    ['Record who was not heard, and why'],
    ['Bring one child’s day to each meeting', 'each meeting', 'Chairs'],
    ['Publish what children asked for and what became of it', '2025'],
  ],
  [
    ['Set out one page of measures', 'June 2024', 'Data group', '', 'done'],
    ['Audit together once a year', 'annually', 'Quality and audit group', '', 'under_way'],
    ['Hold supervision audits in each agency'],
    ['Share what each review recommends', 'ongoing', 'Board office', '', 'under_way'],
    ['Review the strategy', '2026', 'Neglect strategy group'],
  ],
]

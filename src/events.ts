import { events as accounts } from './features/accounts/events.ts'
import { events as actionPlan } from './features/actionPlan/events.ts'
import { events as actions } from './features/actions/events.ts'
import { events as answering } from './features/answering/events.ts'
import { events as asking } from './features/asking/events.ts'
import { events as chasing } from './features/chasing/events.ts'
import { events as coding } from './features/coding/events.ts'
import { events as establishments } from './features/establishments/events.ts'
import { events as evidence } from './features/evidence/events.ts'
import { events as exports } from './features/exports/events.ts'
import { events as extensions } from './features/extensions/events.ts'
import { events as findings } from './features/findings/events.ts'
import { events as groupTables } from './features/groupTables/events.ts'
import { events as handling } from './features/handling/events.ts'
import { events as issuing } from './features/issuing/events.ts'
import { events as links } from './features/links/events.ts'
import { events as messages } from './features/messages/events.ts'
import { events as partnerships } from './features/partnerships/events.ts'
import { events as publications } from './features/publications/events.ts'
import { events as plans } from './features/plans/events.ts'
import { events as questionnaires } from './features/questionnaires/events.ts'
import { events as reports } from './features/reports/events.ts'
import { events as returns } from './features/returns/events.ts'
import { events as rounds } from './features/rounds/events.ts'
import { events as saidDid } from './features/saidDid/events.ts'
import { events as feedback } from './features/feedback/events.ts'
import { events as reviewing } from './features/reviewing/events.ts'
import { events as sampling } from './features/sampling/events.ts'
import { events as signing } from './features/signing/events.ts'
import { events as standards } from './features/standards/events.ts'
import { events as workbooks } from './features/workbooks/events.ts'
import type { Events } from './features/history/index.ts'

/** Every verb of the history with its words, feature by feature. */
export const events: Events = {
  ...accounts,
  ...actionPlan,
  ...actions,
  ...answering,
  ...asking,
  ...chasing,
  ...coding,
  ...establishments,
  ...evidence,
  ...exports,
  ...extensions,
  ...findings,
  ...groupTables,
  ...handling,
  ...issuing,
  ...links,
  ...messages,
  ...partnerships,
  ...publications,
  ...plans,
  ...questionnaires,
  ...reports,
  ...returns,
  ...rounds,
  ...saidDid,
  ...feedback,
  ...reviewing,
  ...sampling,
  ...signing,
  ...standards,
  ...workbooks,
}

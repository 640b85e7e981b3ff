import type { Db } from '../../platform/db.ts'
import { knownStratumBy, type DipSample } from '../sampling/index.ts'
import type { Scope } from './scope.ts'
import type { Veil } from './veil.ts'

type Drawn = { stratum: string; plan: DipSample['plan'] }

/** The same rows; in an export that is pseudonymised, groups that are trusts have the code of the trust. */
export const trustsVeiled =
  <Source extends Drawn>(sources: (db: Db, of: Scope) => AsyncIterable<Source[]>, veil: Veil | null) =>
  (db: Db, of: Scope): AsyncIterable<Source[]> =>
    veil === null ? sources(db, of) : veiledRows(sources(db, of), veil)

async function* veiledRows<Source extends Drawn>(batches: AsyncIterable<Source[]>, veil: Veil): AsyncGenerator<Source[]> {
  for await (const batch of batches)
    yield batch.map(source => (isTrust(source) ? { ...source, stratum: veil('Trust', source.stratum) } : source))
}

const isTrust = ({ plan, stratum }: Drawn): boolean => plan.method === 'stratified' && plan.strata === 'trust' && stratum !== NO_TRUST
const NO_TRUST = knownStratumBy('trust', { phase: '', setCode: '', typeGroup: '', pupils: null, trust: '', authority: '' })

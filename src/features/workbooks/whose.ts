import { sayShortInstant } from '../../platform/london.ts'
import type { AuditReturn } from '../returns/index.ts'
import type { Identity } from './book/identity.ts'

type Here = Pick<AuditReturn, 'id' | 'establishmentId' | 'roundId' | 'questionnaireVersionId' | 'establishmentName' | 'roundName'>

const AGAIN = 'Download the workbook of this return, copy your answers into it, and choose that.'

/** Why a workbook is none of this return, in words; undefined when it is its own. @param found what its hidden sheet says */
export function whyNotOurs(found: Identity | 'missing' | 'broken', here: Here): string | undefined {
  if (found === 'missing')
    return `This is not a workbook that was downloaded here, or its hidden sheet is gone, by which it is known which return it belongs to. ${AGAIN}`
  if (found === 'broken') return `The hidden sheet of this workbook was changed, so it cannot be told which return it belongs to. ${AGAIN}`
  if (found.establishmentId !== here.establishmentId)
    return `This workbook is of another establishment: “${found.establishmentName}”, “${found.roundName}”. This return is of “${here.establishmentName}”. Nothing in it was read. Open the return of that establishment, and choose the workbook there.`
  if (found.roundId !== here.roundId)
    return `This workbook is of another audit: “${found.roundName}”, made on ${made(found)}. This return is of “${here.roundName}”. ${AGAIN}`
  if (found.returnId !== here.id) return `This workbook is of another return of this establishment. ${AGAIN}`
  if (found.versionId !== here.questionnaireVersionId)
    return `The questions have changed since this workbook was made on ${made(found)}. ${AGAIN}`
  return undefined
}

const made = ({ madeAt }: Identity): string => sayShortInstant(new Date(madeAt))

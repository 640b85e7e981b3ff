export { findRound, roundByCode, ROUND_MODES, type Round, type RoundMode } from './store.ts'

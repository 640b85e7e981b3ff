export { CHASE_KINDS } from './chase.ts'
export { routes } from './routes.ts'

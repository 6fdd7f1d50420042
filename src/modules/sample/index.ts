export { followClock, sampleClock } from './clock.ts'
export { fillSample, samplePeople } from './fill.ts'
export { sample } from './module.ts'

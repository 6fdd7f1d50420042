import { fold } from '#platform/words'

/** What a hurried hand types, punctuation as spaces: "Ea H'Leo" is found by "ea h leo", "Đăng-Ký" by "dang ky". */
export const toneless = (text: string): string => fold(text).replace(/[^a-z0-9]+/g, ' ').trim()

/** A name in plain Latin letters, capitals kept: how an English text writes "Vũ Ninh". */
export const plain = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')

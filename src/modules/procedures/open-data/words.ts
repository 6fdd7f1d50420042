/** What the open data says in words of its own, in both languages. */
export const openDataWords = {
  dataset: {
    vi: { title: 'Thủ tục hành chính', description: 'Danh mục thủ tục hành chính đang có hiệu lực: cơ quan giải quyết, giấy tờ, thời hạn, phí, kết quả và căn cứ pháp lý.' },
    en: { title: 'Public services', description: 'The administrative procedures in force: who decides, papers, time, fees, results and legal bases.' },
  },
  committees: (place: { vi: string; en: string }) => ({ vi: `Ủy ban nhân dân các xã, phường thuộc ${place.vi}`, en: `People's committees of the communes and wards of ${place.en}` }),
  /** Who decides by a record that names a level and no agency. */
  ofLevel: {
    ministry: { vi: 'Cơ quan cấp bộ', en: 'An agency at ministry level' },
    province: { vi: 'Cơ quan cấp tỉnh', en: 'An agency at province level' },
    district: { vi: 'Cơ quan cấp huyện', en: 'An agency at district level' },
    commune: { vi: 'Cơ quan cấp xã', en: 'An agency at commune level' },
    other: { vi: 'Cơ quan khác', en: 'Another agency' },
  },
  country: { vi: 'Việt Nam', en: 'Viet Nam' },
  languages: { vi: { vi: 'Tiếng Việt', en: 'Vietnamese' }, en: { vi: 'Tiếng Anh', en: 'English' } },
  currency: { vi: 'Đồng Việt Nam', en: 'Vietnamese dong' },
  inForce: { vi: 'Đang có hiệu lực', en: 'In force' },
  channels: { online: { vi: 'Trực tuyến', en: 'Online' }, direct: { vi: 'Trực tiếp tại nơi tiếp nhận', en: 'In person at the desk' } },
  timeRule: { vi: 'Thời hạn giải quyết', en: 'Time limit' },
  partialRule: { vi: 'Phần phải làm trực tiếp', en: 'What must be done in person' },
  papers: { vi: 'Giấy tờ trong hồ sơ', en: 'Papers of an application' },
  counts: {
    vi: (originals: number, copies: number) => [originals ? `${originals} bản chính` : '', copies ? `${copies} bản sao` : ''].filter(Boolean).join(', '),
    en: (originals: number, copies: number) => [originals ? `${originals} ${originals > 1 ? 'originals' : 'original'}` : '', copies ? `${copies} ${copies > 1 ? 'copies' : 'copy'}` : ''].filter(Boolean).join(', '),
  },
  byRecord: {
    vi: (agency: string, field: string, code: string) => `Thủ tục ${code}${field ? `, lĩnh vực ${field}` : ''}. Làm tại ${agency}; chưa nộp được trên mạng ở đây.`,
    en: (agency: string, field: string, code: string) => `Procedure ${code}${field ? `, field: ${field}` : ''}. Done at ${agency}; cannot be handed in online here yet.`,
  },
  feed: {
    vi: { title: 'Thủ tục hành chính: thay đổi', begins: (name: string) => `${name}: có hiệu lực`, version: (n: number) => `Phiên bản ${n}`, ends: (name: string) => `${name}: hết hiệu lực`, record: (name: string) => `${name}: hồ sơ gốc được cập nhật` },
    en: { title: 'Public services: changes', begins: (name: string) => `${name}: in force`, version: (n: number) => `Version ${n}`, ends: (name: string) => `${name}: no longer in force`, record: (name: string) => `${name}: official record updated` },
  },
}

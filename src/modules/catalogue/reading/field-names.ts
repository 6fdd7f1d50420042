import { type PortalField, portalFields } from '../domain/reading.ts'

/** How the page, the Word export and people's spreadsheets call each field, without tones. */
const names: Record<string, PortalField> = {
  'ma thu tuc': 'ma_thu_tuc', 'ma tthc': 'ma_thu_tuc', 'ma so': 'ma_thu_tuc', 'code': 'ma_thu_tuc', 'ten thu tuc': 'ten_thu_tuc', 'ten tthc': 'ten_thu_tuc', 'ten thu tuc hanh chinh': 'ten_thu_tuc', 'name': 'ten_thu_tuc',
  'so quyet dinh': 'so_quyet_dinh', 'cap thuc hien': 'cap_thuc_hien', 'loai thu tuc': 'loai_thu_tuc', 'linh vuc': 'linh_vuc', 'doi tuong thuc hien': 'doi_tuong_thuc_hien',
  'co quan co tham quyen': 'co_quan_co_tham_quyen', 'dia chi tiep nhan': 'dia_chi_tiep_nhan', 'dia chi tiep nhan hs': 'dia_chi_tiep_nhan', 'dia chi tiep nhan ho so': 'dia_chi_tiep_nhan',
  'co quan duoc uy quyen': 'co_quan_duoc_uy_quyen', 'co quan phoi hop': 'co_quan_phoi_hop', 'thu tuc lien quan': 'thu_tuc_lien_quan', 'thu tuc hanh chinh lien quan': 'thu_tuc_lien_quan',
  'trinh tu thuc hien': 'trinh_tu_thuc_hien', 'cach thuc thuc hien': 'cach_thuc_thuc_hien', 'thanh phan ho so': 'thanh_phan_ho_so', 'thanh phan, so luong ho so': 'thanh_phan_ho_so',
  'can cu phap ly': 'can_cu_phap_ly', 'can cu phap ly cua thu tuc hanh chinh': 'can_cu_phap_ly', 'co quan thuc hien': 'co_quan_thuc_hien', 'yeu cau, dieu kien thuc hien': 'yeu_cau_dieu_kien', 'yeu cau, dieu kien': 'yeu_cau_dieu_kien',
  'ket qua xu ly': 'ket_qua_xu_ly', 'ket qua thuc hien': 'ket_qua_xu_ly', 'nguon': 'nguon', 'bo nganh': 'nguon',
}

/** The field that a label means; undefined when it means none. */
export function fieldNamed(label: string): PortalField | undefined {
  const key = label.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().replace(/[\s_]+/g, ' ').replace(/^[\d.)\s*+-]+|[\s:]+$/g, '').trim()
  return names[key] ?? portalFields.find((field) => field.replaceAll('_', ' ') === key)
}

/** Records made up for tests, in the page's form: nothing here was published by anybody. */
export const madeUp = (more: Record<string, string> = {}): Record<string, string> => ({
  ma_thu_tuc: '9.000101', ten_thu_tuc: 'Cấp giấy phép nuôi ong trong vườn', so_quyet_dinh: '12/QĐ-BNNMT', cap_thuc_hien: 'Cấp tỉnh, Cấp xã', loai_thu_tuc: 'Loại khác', linh_vuc: 'Chăn nuôi',
  doi_tuong_thuc_hien: 'Công dân Việt Nam, Cán bộ, công chức, viên chức, Tổ chức (không bao gồm doanh nghiệp, HTX)', co_quan_co_tham_quyen: 'Ủy ban nhân dân xã, phường', co_quan_thuc_hien: 'Sở Văn hóa, Thể thao và Du lịch, Công an tỉnh',
  trinh_tu_thuc_hien: 'Bước 1: Người nuôi ong nộp 01 bộ hồ sơ tại Trung tâm.\nBước 2: Ủy ban nhân dân xã kiểm tra thực tế tại vườn.',
  cach_thuc_thuc_hien: 'Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến5 Ngày làm việc50,000 VNĐ(50.000 đồng/giấy)Trong thời hạn không quá 05 ngày làm việc.Trực tiếp7 Ngày làm việcMiễn phí',
  thanh_phan_ho_so: 'Cấp mới:Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị theo Mẫu số 131 bản chínhBản sao thẻ căn cước (nếu có)0 bản chính,1 bản saoCấp lại:Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị cấp lạiMẫu số 02.docx1 bản chính',
  can_cu_phap_ly: 'Tên văn bản pháp lýMã văn bảnLuật Chăn nuôi32/2018/QH14Nghị định số 13/2020/NĐ-CP ngày 21/01/2020 của Chính phủ13/2020/NĐ-CP',
  yeu_cau_dieu_kien: 'Không', ket_qua_xu_ly: 'Giấy phép nuôi ongMã: KQ.G10.009999Từ khóaKhông có thông tinMô tảKhông có thông tin', nguon: 'bo-nong-nghiep-mt',
  ...more,
})
export const jsonLines = (...records: object[]): string => Buffer.from(records.map((record) => JSON.stringify(record)).join('\n')).toString('base64')

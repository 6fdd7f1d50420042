/** One invented case for every letter, and the hardest a clerk has seen: long names, three-line addresses, twenty papers. */

const check = { address: 'sen.example/check', code: 'K7PX-3MQD-9TRW', url: 'https://sen.example/check/K7PX3MQD9TRW' }
const wardDesk = { parent: 'Ủy ban nhân dân phường Vũ Ninh', agency: 'Trung tâm Phục vụ hành chính công', place: 'Vũ Ninh', date: '2026-11-20', check }
const ward = { agency: 'Ủy ban nhân dân phường Vũ Ninh', place: 'Vũ Ninh', date: '2026-11-23', check }
const linh = { name: 'Dương Khánh Linh', idNumber: '024302••••01', address: 'Khu phố Xuân Thụ, phường Từ Sơn, tỉnh Bắc Ninh', phone: '0900 000 118' }
const marriageProof = { name: 'Cấp Giấy xác nhận tình trạng hôn nhân', code: '1.004873' }

const viceChair = { onBehalfOf: 'Ủy ban nhân dân', actingFor: { form: 'KT.', position: 'Chủ tịch' }, position: 'Phó Chủ tịch', name: 'Trần Thị Minh Nguyệt' }
const quan = { name: 'Đỗ Minh Quân', note: 'ký số 09:41:22 20/11/2026 +07:00' }

export const letterSamples: Record<string, object> = {
  receipt: {
    head: { ...wardDesk, number: '0063/TNHS' }, caseCode: 'H05.138.00-261120-0063', applicant: linh, procedure: marriageProof,
    competentUnit: 'Ủy ban nhân dân phường Từ Sơn', sets: 1,
    components: [
      { name: 'Tờ khai cấp Giấy xác nhận tình trạng hôn nhân', form: 'bản điện tử' },
      { name: 'Giấy xác nhận đã cấp, hết thời hạn sử dụng', form: 'bản chính, 01 tờ' },
      { name: 'Căn cước; tình trạng hôn nhân hiện tại', form: 'tra cứu, không thu' },
    ],
    timeLimit: '03 ngày làm việc (không tính 21, 22 và 24/11/2026)', fee: 'không',
    receivedAt: '2026-11-20T02:41:00Z', dueAt: '2026-11-26T10:00:00Z', returnAt: 'trên VNeID và mục Giấy tờ của tôi',
    handedInBy: { name: 'Dương Khánh Linh', note: 'đã ký trên bảng ký' }, officer: quan, hotline: '1022',
  },
  'supplement-request': {
    head: { ...wardDesk, number: '0012/HDHS' }, caseCode: 'H05.138.00-261120-0063', applicant: linh, procedure: marriageProof,
    items: [
      'Bản án ly hôn có hiệu lực', 'Mục đích sử dụng trong tờ khai: dùng để kết hôn với ai, hay dùng việc khác',
    ], reason: 'Tờ khai ghi đã ly hôn năm 2024, cơ sở dữ liệu chưa có',
    before: '2026-12-04', clock: 'Thời gian giải quyết tạm dừng từ nay và tính lại từ đầu khi hồ sơ đầy đủ. Đây là lần yêu cầu bổ sung duy nhất.',
    contact: { name: 'anh Đỗ Minh Quân', phone: '0222 3820 000' }, officer: quan,
  },
  refusal: {
    head: { ...wardDesk, number: '0003/TCHS' }, caseCode: 'H05.138.00-261120-0063', applicant: linh, procedure: marriageProof,
    reasons: ['Bạn đang thường trú tại tỉnh Phú Thọ; nơi có thẩm quyền là Ủy ban nhân dân cấp xã nơi thường trú.'],
    basis: 'Điều 21 Nghị định 123/2015/NĐ-CP', advice: 'nộp hồ sơ trực tuyến tới nơi thường trú, không phải đi lại',
    handedInBy: { name: 'Dương Khánh Linh' }, officer: { position: 'Người tiếp nhận hồ sơ', ...quan },
  },
  apology: {
    head: { ...wardDesk, number: '0002/PXL-TTPVHCC' }, caseCode: 'H05.138.00-261120-0063', applicant: linh, procedure: marriageProof,
    receivedAt: '2026-11-20T02:41:00Z', dueAt: '2026-11-26T10:00:00Z', lateUnit: 'Ủy ban nhân dân phường Từ Sơn',
    reason: 'nơi thường trú cũ chưa trả lời xác minh tình trạng hôn nhân.', newDueAt: '2026-12-01T10:00:00Z',
    recipients: ['Như trên', 'Lưu: VT'], signature: { position: 'Giám đốc', name: 'Phạm Hữu Chí' },
  },
  'process-slip': {
    head: wardDesk, caseCode: 'H05.138.00-261120-0063', procedure: marriageProof, applicant: linh, competentUnit: 'Ủy ban nhân dân phường Từ Sơn', dueAt: '2026-11-26T10:00:00Z',
    handovers: [
      { unit: 'Trung tâm Phục vụ hành chính công phường Vũ Ninh', givenBy: 'Dương Khánh Linh', takenBy: 'Đỗ Minh Quân', givenAt: '2026-11-20T02:30:00Z', takenAt: '2026-11-20T02:41:00Z' },
      { unit: 'Công chức tư pháp – hộ tịch phường Từ Sơn', givenBy: 'Đỗ Minh Quân', takenBy: 'Lê Thu Trang', givenAt: '2026-11-20T07:05:00Z', takenAt: '2026-11-20T07:20:00Z', dueAt: '2026-11-25T04:00:00Z', outcome: 'Trước hạn' },
      { unit: 'Phó Chủ tịch Ủy ban nhân dân phường Từ Sơn', givenBy: 'Lê Thu Trang', givenAt: '2026-11-24T03:00:00Z', outcome: 'Đúng hạn' },
    ],
  },
  register: {
    head: wardDesk, period: 'Tháng 11 năm 2026', signature: { position: 'Người ghi sổ', name: 'Đỗ Minh Quân' },
    entries: Array.from({ length: 45 }, (_, i) => ({
      caseCode: `H05.138.00-2611${String(1 + (i % 30)).padStart(2, '0')}-${String(63 + i).padStart(4, '0')}`, procedure: i % 3 ? 'Đăng ký khai sinh' : 'Cấp Giấy xác nhận tình trạng hôn nhân', applicant: linh,
      competentUnit: 'Ủy ban nhân dân phường Từ Sơn', receivedAt: '2026-11-20T02:41:00Z', dueAt: '2026-11-26T10:00:00Z', returnBy: i % 2 ? 'trực tuyến' : 'bưu chính', ...(i % 4 ? { returnedAt: '2026-11-25T03:00:00Z' } : {}),
    })),
  },
  'birth-certificate': {
    head: { ...ward, number: '261/2026' },
    child: { name: 'Phạm Nguyễn Minh An', born: '2026-11-03', sex: 'Nữ', ethnicity: 'Kinh', nationality: 'Việt Nam', birthPlace: 'Bệnh viện Sản Nhi Bắc Ninh, phường Võ Cường, tỉnh Bắc Ninh', homeTown: 'Phường Vũ Ninh, tỉnh Bắc Ninh', idNumber: '027326000318' },
    mother: { name: 'Nguyễn Thu Lan', born: '1994-06-14', ethnicity: 'Kinh', nationality: 'Việt Nam', residence: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh, tỉnh Bắc Ninh' },
    father: { name: 'Phạm Đức Huy', born: '1992', ethnicity: 'Kinh', nationality: 'Việt Nam', residence: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh, tỉnh Bắc Ninh' },
    declarant: { name: 'Phạm Đức Huy', relation: 'cha', identity: 'Căn cước số 027092000441, cấp ngày 12/03/2023' },
    registeredAt: 'Ủy ban nhân dân phường Vũ Ninh, thành phố Bắc Ninh', registeredOn: '2026-11-23', signature: { actingFor: { form: 'KT.', position: 'Chủ tịch' }, position: 'Phó Chủ tịch', name: 'Trần Thị Minh Nguyệt' },
  },
  'marital-status-confirmation': {
    head: { ...ward, number: '88/UBND-XNTTHN' },
    bases: ['Luật Hộ tịch ngày 20 tháng 11 năm 2014', 'Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11 năm 2015 của Chính phủ quy định chi tiết một số điều và biện pháp thi hành Luật Hộ tịch'],
    requestedBy: 'Dương Khánh Linh', person: { name: 'Dương Khánh Linh', born: '2002-01-09', sex: 'Nữ', ethnicity: 'Kinh', nationality: 'Việt Nam', identity: 'Căn cước số 024302000101', residence: 'Khu phố Xuân Thụ, phường Từ Sơn, tỉnh Bắc Ninh' },
    residedFrom: '2020-01-09', residedTo: '2026-11-23', status: 'Chưa đăng ký kết hôn với ai', purpose: 'để đăng ký kết hôn với ông Hoàng Minh Đức, sinh năm 1999',
    validity: 'Giấy này có giá trị sử dụng trong 06 tháng kể từ ngày cấp, hoặc đến khi tình trạng hôn nhân thay đổi, tùy theo thời điểm nào đến trước.', signature: viceChair,
  },
  'household-business-certificate': {
    head: { ...ward, agency: 'Ủy ban nhân dân phường Vũ Ninh' }, businessCode: '027194000318', firstRegisteredOn: '2026-11-23', businessName: 'Bánh phu thê Thu Lan',
    address: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh, thành phố Bắc Ninh', phone: '0900 000 118',
    activities: [{ name: 'Sản xuất các loại bánh từ bột', code: '1071' }, { name: 'Bán lẻ thực phẩm trong các cửa hàng chuyên doanh', code: '4722' }],
    capital: { text: '50.000.000 đồng', words: 'năm mươi triệu đồng' }, owner: { name: 'Nguyễn Thu Lan', born: '1994-06-14', sex: 'Nữ', ethnicity: 'Kinh', nationality: 'Việt Nam', idNumber: '027194000318', residence: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh' },
    recipients: ['Hộ kinh doanh', 'Thuế cơ sở', 'Lưu: VT'], signature: { actingFor: { form: 'TUQ.', position: 'Chủ tịch' }, position: 'Trưởng phòng Kinh tế, Hạ tầng và Đô thị', name: 'Vũ Đình Khôi' },
  },
  'death-certificate': {
    head: { ...ward, number: '31/TLKT-BS' },
    deceased: { name: 'Nguyễn Thị Sâm', born: '1938', sex: 'Nữ', ethnicity: 'Kinh', nationality: 'Việt Nam', identity: 'Căn cước số 027138000020', residence: 'Khu phố Thị Chung, phường Vũ Ninh, tỉnh Bắc Ninh' },
    diedAt: '2026-11-18T21:05:00Z', placeOfDeath: 'Tại nhà, khu phố Thị Chung, phường Vũ Ninh', cause: 'tuổi già', evidence: 'Giấy báo tử số 12/GBT do Trạm Y tế phường Vũ Ninh cấp ngày 19/11/2026',
    declarant: { name: 'Nguyễn Văn Tuấn', relation: 'con', identity: 'Căn cước số 027061000204' }, registeredAt: 'Ủy ban nhân dân phường Vũ Ninh', registeredOn: '2026-11-20', registerNumber: '31/2026', signature: viceChair,
  },
  'certified-copy': {
    head: { ...ward, number: '412' }, caseCode: 'H05.138.00-261120-0063', original: { name: 'Bằng tốt nghiệp đại học', number: '318042', issuer: 'Trường Đại học Kinh Bắc', date: '2016-07-04' }, pages: '2', attached: 'bang-tot-nghiep.pdf',
    signature: viceChair,
  },
  'construction-permit': {
    head: { ...ward, number: '117/GPXD' }, use: 'nhà ở riêng lẻ', owner: { name: 'Phạm Đức Huy', address: 'Số 18, ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh' }, design: 'ký hiệu KT-01 đến KC-12 do Công ty Cổ phần Kiến trúc Kinh Bắc lập',
    building: { name: 'Nhà ở gia đình ông Phạm Đức Huy', groundLevel: '+0,45 m so với vỉa hè', density: '80%; 3,2 lần', lines: 'trùng chỉ giới đường đỏ ngõ 42', grade: 'cấp III', storeys: '04 tầng', height: '14,6 m', footprint: '73,6 m²', floorArea: '294,4 m²' },
    site: { address: 'Ngõ 42, đường Hoàng Quốc Việt, phường Vũ Ninh', parcel: 'thửa 118, tờ bản đồ 31', area: '92 m²' },
    landTitle: 'Giấy chứng nhận quyền sử dụng đất số DK 118031 do Sở Nông nghiệp và Môi trường cấp ngày 04/08/2025.', startBefore: '2027-11-23',
    duties: ['Chịu trách nhiệm trước pháp luật nếu xâm phạm quyền hợp pháp của chủ sở hữu liền kề.', 'Thông báo ngày khởi công bằng văn bản cho Ủy ban nhân dân phường trước khi khởi công.', 'Xuất trình giấy phép khi được kiểm tra và treo biển báo tại địa điểm xây dựng.'],
    recipients: ['Chủ đầu tư', 'Lưu: VT, KTHT&ĐT'], signature: viceChair,
  },
  decision: {
    head: { ...ward, number: '412/QĐ-UBND' }, title: 'Quyết định', about: 'Về việc hưởng trợ cấp xã hội hằng tháng', issuer: 'Chủ tịch Ủy ban nhân dân phường Vũ Ninh',
    bases: ['Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025', 'Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ'], operative: 'QUYẾT ĐỊNH:',
    facts: [{ label: 'Người hưởng', value: 'Nguyễn Thị Sâm' }, { label: 'Ngày sinh', value: '1938' }, { label: 'Mức hưởng', value: '500.000 đồng một tháng' }, { label: 'Hưởng từ', value: '01/12/2026' }],
    body: ['Điều 1. Trợ cấp xã hội hằng tháng đối với người có tên và theo mức ghi ở bảng trên.', 'Điều 2. Quyết định này có hiệu lực từ ngày ký.', 'Điều 3. Văn phòng Ủy ban nhân dân, Phòng Văn hóa – Xã hội và người có tên ở bảng trên thi hành Quyết định này./.'],
    recipients: ['Như Điều 3', 'Lưu: VT, VHXH'], signature: { actingFor: { form: 'KT.', position: 'Chủ tịch' }, position: 'Phó Chủ tịch', name: 'Trần Thị Minh Nguyệt', inNameOf: 'theo ủy quyền từ 16/11 đến 22/11/2026' },
  },
}

const longName = 'Công Tằng Tôn Nữ Nguyễn Thị Hoàng Phương Khuê Minh Đoan Trang'
const longAddress = 'Căn hộ 1208, tòa nhà B2, Khu nhà ở xã hội dành cho công nhân Khu công nghiệp Yên Phong mở rộng giai đoạn hai, thôn Mẫn Xá, đường nối Quốc lộ 18 với cầu Đông Xuyên, xã Văn Môn, tỉnh Bắc Ninh'
const longProcedure = { name: 'Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng', code: '1.012790' }
const longHead = { parent: 'Ủy ban nhân dân thành phố Bắc Ninh', agency: 'Trung tâm Phục vụ hành chính công khu vực các xã, phường phía Bắc', place: 'Bắc Ninh', date: '2026-01-02', check }
const longParty = { ...linh, name: longName, address: longAddress, email: 'phuong.khue.doan.trang.cong.tang.ton.nu@thu-dien-tu.example' }

/** The same letters at their worst. A sheet may become two, but nothing may overlap, run off or be cut. */
export const hardSamples: Record<string, object> = {
  receipt: {
    ...letterSamples['receipt'], head: { ...longHead, number: '10063/TNHS-TTPVHCC' }, applicant: longParty, procedure: longProcedure, competentUnit: 'Chi nhánh Văn phòng Đăng ký đất đai khu vực Tiên Du – Từ Sơn – Quế Võ',
    components: Array.from({ length: 20 }, (_, i) => ({ name: `Giấy tờ thứ ${i + 1}: văn bản thỏa thuận về việc thay đổi quyền sử dụng đất, có công chứng hoặc chứng thực theo quy định`, form: i % 2 ? 'bản sao có chứng thực, 02 tờ' : 'bản điện tử' })),
    fee: 'thẩm định 850.000 đồng; lệ phí cấp giấy 24.000 đồng; đã nộp trực tuyến', handedInBy: { name: longName }, registerEntry: 'Quyển số 12, số thứ tự 10063',
  },
  'supplement-request': { ...letterSamples['supplement-request'], head: { ...longHead, number: '1/HDHS' }, applicant: longParty, procedure: longProcedure, items: Array.from({ length: 20 }, (_, i) => `Giấy tờ thứ ${i + 1}: văn bản thỏa thuận có công chứng hoặc chứng thực; bản chụp mờ, không đọc được số công chứng và ngày; chụp lại rõ bốn góc`) },
  refusal: { ...letterSamples['refusal'], head: { ...longHead, number: '1/TCHS' }, applicant: longParty, procedure: longProcedure, reasons: Array.from({ length: 5 }, () => `Thửa đất đang có tranh chấp đã được ${longAddress} thụ lý.`), handedInBy: { name: longName } },
  apology: { ...letterSamples['apology'], head: { ...longHead, number: '1/PXL' }, applicant: longParty, procedure: longProcedure, reason: `${longAddress}. `.repeat(3) },
  'process-slip': { ...letterSamples['process-slip'], head: longHead, procedure: longProcedure, applicant: longParty, cooperatingUnits: ['Sở Nông nghiệp và Môi trường', 'Sở Xây dựng', 'Thuế thành phố Bắc Ninh'], handovers: Array.from({ length: 9 }, () => ({ unit: 'Chi nhánh Văn phòng Đăng ký đất đai khu vực Tiên Du – Từ Sơn – Quế Võ', givenBy: longName, takenBy: longName, givenAt: '2026-01-02T02:30:00Z', takenAt: '2026-01-02T02:41:00Z', dueAt: '2026-01-05T02:41:00Z', outcome: 'Trước hạn', note: 'Chuyển kèm bản giấy' })) },
  'birth-certificate': { ...letterSamples['birth-certificate'], child: { ...(letterSamples['birth-certificate'] as any).child, name: longName, birthPlace: longAddress, homeTown: longAddress }, mother: { name: longName, born: '1994', ethnicity: 'Xơ Đăng', nationality: 'Việt Nam', residence: longAddress }, father: { name: longName, born: '1992', ethnicity: 'Pu Péo', nationality: 'Đại Hàn Dân Quốc', residence: longAddress }, note: 'Bổ sung phần ghi về người cha theo Quyết định số 12/QĐ-UBND ngày 20/11/2026.' },
  'household-business-certificate': { ...letterSamples['household-business-certificate'], businessName: longName + ' – Cửa hàng bánh phu thê Đình Bảng chi nhánh số hai', address: longAddress, activities: Array.from({ length: 20 }, (_, i) => ({ name: 'Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá, thuốc lào chiếm tỷ trọng lớn trong các cửa hàng kinh doanh tổng hợp', code: String(4700 + i) })), members: Array.from({ length: 6 }, () => ({ name: longName, idNumber: '027194000318' })) },
  'construction-permit': { ...letterSamples['construction-permit'], owner: longParty, site: { address: longAddress, parcel: 'thửa 118, tờ bản đồ 31', area: '92 m²' } },
  'marital-status-confirmation': { ...letterSamples['marital-status-confirmation'], requestedBy: longName, person: { ...(letterSamples['marital-status-confirmation'] as any).person, name: longName, residence: longAddress }, status: 'Đã đăng ký kết hôn nhưng đã ly hôn theo Bản án số 118/2024/HNGĐ-ST ngày 20 tháng 11 năm 2024 của Tòa án nhân dân khu vực 1 – Bắc Ninh; hiện tại chưa đăng ký kết hôn với ai', recipients: ['Như trên', 'Lưu: VT'] },
  'death-certificate': { ...letterSamples['death-certificate'], deceased: { ...(letterSamples['death-certificate'] as any).deceased, name: longName, residence: longAddress }, placeOfDeath: longAddress, declarant: { name: longName, relation: 'cháu gọi bằng bà cô họ', identity: 'Căn cước số 027061000204 do Cục Cảnh sát quản lý hành chính về trật tự xã hội cấp ngày 12/03/2023' } },
  decision: { ...letterSamples['decision'], about: longProcedure.name, facts: Array.from({ length: 20 }, (_, i) => ({ label: `Nội dung ${i + 1}`, value: longAddress })), body: Array.from({ length: 12 }, (_, i) => `Điều ${i + 1}. ${longAddress}.`) },
}

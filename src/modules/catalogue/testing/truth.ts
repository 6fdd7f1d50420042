/**
 * What people read in 44 of the real records with their own eyes: facts only, to hold the reader against. One line a record:
 *   code | levels | who may apply | competent | performing | channels | papers by group | results | legal bases
 *   channel   o online, d in person, p by post; number; w working days, d days, h hours, ? no unit stated; then the fee:
 *             F free, U not stated, L as a law says, C set by the People's Council, or amounts in đồng (USD with $)
 *   papers    originals/copies in the order of the page, groups divided by ";"
 *   bases     numbers; @day where the record says the law's own day; "-" was not read by us and is not scored
 */
export const truth = `
3.000375|b|TC|Cục quản lý xuất nhập cảnh|Cục quản lý xuất nhập cảnh|o10wF p10wF d10wF|1/0 1/0;1/0 1/0 1/0|KQ.G01.000182|92/2015/NĐ-CP 66/2006/QH11 13/2019/TT-BGTVT 42/2023/TT-BGTVT 41/2020/TT-BGTVT
1.014211|b|CD TC|Trung tâm Dữ liệu quốc gia|Bộ Công an|o10wU p10wU d10wU|1/1 1/1|KQ.G01.000244|60/2024/QH15 160/2025/NĐ-CP
1.013434|b t|TC DN HTX|Công an tỉnh+Cục cảnh sát quản lý hành chính về trật tự, xã hội|Công an tỉnh+Cục cảnh sát quản lý hành chính về trật tự, xã hội|o7w10000 p7w10000 d7w10000|1/0 0/0|KQ.G01.000039|23/2019/TT-BTC 75/2024/TT-BCA 42/2024/QH15 77/2024/TT-BCA
3.000348|b t|VK CD NN|Cục cảnh sát giao thông|Công an cấp Xã+Cục cảnh sát giao thông+Công an tỉnh|o5w135000,115000 d5w135000,115000|1/0 0/1 1/0 1/0 1/0|KQ.G01.000185|06/2025/TT-BTC 12/2025/TT-BCA@2025-02-28 37/2023/TT-BTC@2023-06-07
1.002411|t|VK CD NN|Phòng quản lý xuất nhập cảnh|Phòng quản lý xuất nhập cảnh|o5w$10 p5w$10 d5w$10|0/0 1/0 1/0 1/0|KQ.G01.000074|22/2023/TT-BCA 23/2023/QH15 25/2021/TT-BTC 47/2014/QH13 82/2015/NĐ-CP 51/2019/QH14
3.000368|b t|CD DN TCNN HTX CB TC VK NN DNNN|Cục quản lý xuất nhập cảnh|Công an tỉnh+Cục quản lý xuất nhập cảnh|o7w150000 p7w150000 d7w150000|1/1 1/0 1/0 1/0 1/0|KQ.G01.000177|190/2025/NQ-QH15 31/2025/TT-BCA@2025-04-21 92/2015/NĐ-CP 66/2006/QH11 61/2014/QH13
1.013425|b t|TC HTX DN DNNN|Cục cảnh sát quản lý hành chính về trật tự, xã hội+Công an tỉnh|Cục cảnh sát quản lý hành chính về trật tự, xã hội+Công an tỉnh|o3w50000,100000,150000 p3w50000,100000,150000 d3w50000,100000,150000|0/0 1/0|KQ.G01.000055|42/2024/QH15 75/2024/TT-BCA 23/2019/TT-BTC 77/2024/TT-BCA
3.000492|b t|CD DN TC||Cục cảnh sát phòng cháy, chữa cháy và cứu nạn cứu hộ|d10wF o10wF p10wF|1/1 1/1 1/1;1/1 1/1 1/1|KQ.G01.000224|105/2025/NĐ-CP
1.014056|x|TC CD DN HTX|Công an cấp Xã|Công an cấp Xã|o3wU p3wU d3wU|1/0 1/0|KQ.G01.000140|-
1.014058|x|CD|Công an cấp Xã|Công an cấp Xã|d7wU o7wU|1/0 1/0 1/0|KQ.G01.000141|-
1.013314|x|CD|||o2wF p2wF d2wF|1/0|KQ.G01.000173|68/2020/QH14 53/2025/TT-BCA@2025-07-01 54/2025/TT-BCA@2025-07-01 154/2024/NĐ-CP
3.000360|t x|TC DN CD HTX||Công an tỉnh|d5wF|1/0 1/0|KQ.G01.000190|160/2024/NĐ-CP
3.000244|t x|CD CB|||d7dU o7dU p7dU|1/0 1/0 1/0|KQ.G09.000452|118/2025/NĐ-CP 02/2017/TT-VPCP 03/2025/TT-VPCP 182/2025/NQ-HĐND 16/2026/QĐ-UBND
1.003478|b|TC VK DNNN CD DN NN TCNN HTX CB DV TCD DNVN||Chi cục Chăn nuôi và Thú y vùng|o1wL p1wL d1wL|1/0 1/0 1/0|KQ.G10.000266|146/2025/QH15 101/2020/TT-BTC@2020-11-23 03/2026/TT-BNNMT
1.014238|b|DN TC DNVN DNNN HTX|Bộ Nông nghiệp và Môi trường|Cục Địa chất và Khoáng sản Việt Nam - Bộ NN và MT|d26wU p26wU o26wU|1/0 1/0;1/0 1/0 1/0 1/0|KQ.G10.001173|193/2025/NĐ-CP 54/2024/QH15 147/2025/QH15 21/2026/NĐ-CP@2026-01-16 04/2026/TT-BNNMT 37/2025/TT-BNNMT
2.001770|t|TC CD DN|Chủ tịch ủy ban nhân dân cấp tỉnh|Sở Nông nghiệp và Môi trường Thành phố Hà Nội|o30wF p30wF d24wF|1/0 1/0|KQ.G10.001282|136/2025/NĐ-CP 54/2024/NĐ-CP 23/2026/NĐ-CP@2026-01-17 28/2023/QH15 14/2025/TT-BNNMT
1.003058|t|TC DNNN DN TCNN HTX||Cơ quan chức năng do Ủy ban nhân dân cấp tỉnh chỉ định|o35w22500000 p35w22500000 d35w22500000|1/0 1/0|KQ.G10.000863|286/2016/TT-BTC 20/2013/TTLT-BYT-BCT-BNNPTNT 17/2025/TT-BNNMT
2.001427|t|DN HTX TC CD NN TCNN VK DNVN DNNN||Cơ quan chức năng do Ủy ban nhân dân cấp tỉnh chỉ định|o25w6000000 p25w6000000 d25w6000000|1/0 1/0|KQ.G10.001347|33/2021/TT-BTC 146/2025/QH15 07/2026/TT-BNNMT 41/2013/QH13 123/2018/NĐ-CP 66/2016/NĐ-CP 33/2026/NĐ-CP
2.001694|t|TC DN NN TCNN CD HTX DNNN VK CB||Chủ tịch ủy ban nhân dân cấp tỉnh|o4wF p4wF d4wF|1/0 1/0 1/1 1/0;1/0|KQ.G10.000904|18/2017/QH14 31/2024/QH15@2024-01-18 43/2024/QH15@2024-06-29 146/2025/QH15 16/2026/TT-BNNMT
1.003867|t|CD TC|Chủ tịch ủy ban nhân dân cấp tỉnh|Sở Nông nghiệp và Môi trường|o20wF p30wF d30wF|1/0 1/0 1/0 1/0 1/0|KQ.G10.000122|08/2026/TT-BNNMT@2026-01-26 146/2025/QH15@2025-12-11 08/2017/QH14
1.003984|t|CD DN NN TCNN DNNN HTX VK||Chi cục Trồng trọt và Bảo vệ thực vật|d24hF|1/0|KQ.G10.000054|41/2013/QH13 35/2015/TT-BNNPTNT
1.003681|t|CD DN HTX TC||Cơ quan quản lý nhà nước về thủy sản cấp tỉnh|o1?F p1?F d1?F|1/1;1/1;1/1;1/1|KQ.G10.000139|02/2026/TT-BNNMT 18/2017/QH14 146/2025/QH15
1.013946|t|TC||Chủ tịch ủy ban nhân dân cấp tỉnh+Cơ quan có chức năng quản lý đất đai cấp tỉnh|o15dF p15dF d7wF|1/1;1/1 1/1 1/1|KQ.G10.000911 KQ.G10.000910 KQ.G10.000913 KQ.G10.000912|31/2024/QH15@2024-01-18 226/2025/NĐ-CP 43/2024/QH15@2024-06-29 151/2025/NĐ-CP 118/2025/NĐ-CP 102/2024/NĐ-CP@2024-07-30
1.013827|t|TC||Chủ tịch ủy ban nhân dân cấp tỉnh+Cơ quan có chức năng quản lý đất đai cấp tỉnh|o7dL p7dL d7dL|1/1|KQ.G10.000872|102/2024/NĐ-CP@2024-07-30 31/2024/QH15@2024-01-18 118/2025/NĐ-CP 151/2025/NĐ-CP 226/2025/NĐ-CP
1.003634|t|CD DN TC HTX||Cơ quan quản lý nhà nước về thủy sản cấp tỉnh|o2?F p2?F d2?F|1/1 1/1 1/1|KQ.G10.000871|18/2017/QH14 146/2025/QH15 02/2026/TT-BNNMT
1.011475|t|CD DN HTX TC||Chủ tịch ủy ban nhân dân cấp tỉnh|o14d300000 p14d300000 d14d300000|1/0 1/0|KQ.G10.000787|79/2015/QH13 101/2020/TT-BTC@2020-11-23 24/2022/TT-BNNPTNT 146/2025/QH15
1.012922|x|TC HTX DN DNNN|||o1wF p1wF d1wF|1/0|KQ.G10.001399|131/2025/NĐ-CP 140/2024/NĐ-CP
1.013950|x|TC CD CB||Chi nhánh Văn phòng đăng ký đất đai+Cơ quan quản lý đất đai cấp xã+Chủ tịch Ủy ban nhân dân xã+Văn phòng đăng ký đất đai|o15dL p15dL d25dL|1/1 1/1|KQ.G10.000870 KQ.G10.001148|102/2024/NĐ-CP@2024-07-30 118/2025/NĐ-CP 151/2025/NĐ-CP 31/2024/QH15@2024-01-18 43/2024/QH15@2024-06-29 226/2025/NĐ-CP
1.014849|x|TC CD|||o11wF p11wF d11wF|1/0 1/0 1/0 1/0 0/1 0/1 0/1 0/1 0/1 0/1|KQ.G10.000048|08/2017/QH14 40/2026/NĐ-CP@2026-01-25 146/2025/QH15@2025-12-11 17/2026/NQ-CP
3.000442|x|CD HTX CB TC DN DNNN||Cơ quan chuyên môn về Nông nghiệp và Môi trường thuộc UBND cấp xã|o30dF p30dF d30wF|1/0 1/0 1/0 1/0|KQ.G10.001197 KQ.G10.001441|44/2026/NĐ-CP 11/2021/NĐ-CP 131/2025/NĐ-CP 65/2025/NĐ-CP@2025-03-12
2.000954|t|TC||Sở Tư pháp|o5wF p5wF d5wF|1/0|000.00.00.G15-KQ0108|08/2017/TT-BTP 11/2017/QH14
1.000419|x|CD|Ủy ban Nhân dân xã, phường, thị trấn|Ủy ban Nhân dân xã, phường, thị trấn|d5wF|1/0 1/0;0/0 1/0 0/0 1/0 1/0|KQ.G15.000034|-
2.000930|x|CD|||o5wF p5wF d5wF|1/0 1/0|KQ.G15.000058|35/2013/QH13 01/2014/NQLT-CP-UBTƯMTTQVN 2338/QĐ-BTP
1.004270|b|CD NN VK|Cục Hàng không Việt Nam|Cục Hàng không Việt Nam|p20d400000,1700000 d20d400000,1700000|0/1 1/0 1/0 1/0 1/0|000.00.00.G04-KQ0346|-
1.013277|t|DNNN HTX TCNN TC DN||Ủy ban nhân dân cấp tỉnh|o7wU p7wU d7wU|1/1 1/0|KQ.G04.000510|144/2025/NĐ-CP 165/2024/NĐ-CP
2.001219|t|DNNN CD DN TCNN HTX NN TC VK||Sở Xây dựng+Sở Giao thông công chánh - TP.HCM|o2wF p2wF d2wF|1/1 1/1 1/0|000.00.00.G19-KQ1120|19/2024/NĐ-CP@2024-02-23 48/2019/NĐ-CP
1.001777|t|CD DN NN HTX DNNN TC TCNN||Sở Xây dựng|p6wU d6wU|0/1 0/1 0/1 1/1 1/0|KQ.G04.000056 KQ.G04.000057|24/2026/NQ-CP@2026-04-29 160/2024/NĐ-CP
1.002046|t|DN NN TCNN HTX CD DNNN TC VK||Sở Xây dựng|d2wU|1/0 1/0|KQ.G04.000503|158/2024/NĐ-CP
1.004993|t|VK CD NN||Sở Xây dựng|o1wU p1wU d1wU|1/0 1/0;1/0 1/0 0/1|KQ.G04.000054|160/2024/NĐ-CP 24/2026/NQ-CP
1.013274|b t x|TC DNNN CD DN TCNN HTX NN||Sở Xây dựng+Khu Quản lý đường bộ|o5wU p5wU d5wU|1/0 1/1|KQ.G04.000509|140/2025/NĐ-CP 165/2024/NĐ-CP
2.000083|b|DNNN DN||Ngân hàng Nhà nước Việt Nam|o10wF p10wF d10wF|1/0 1/0|KQ.G19.000329|232/2025/NĐ-CP 34/2025/TT-NHNN
1.001579|b t|TC||Ngân hàng Nhà nước Khu vực+Ngân hàng Nhà nước Việt Nam|p21dF d21dF|1/0 1/0 1/0 1/0 1/0|KQ.G19.000508 KQ.G19.000507|32/2024/QH15 73/2025/TT-NHNN
1.000972|b t|DN HTX TC||Ngân hàng Nhà nước Việt Nam+Ngân hàng Nhà nước Khu vực|o10wF p10wF d10wF|1/0 1/0 1/0 1/0 1/0 1/0|KQ.G19.000184 KQ.G19.000418|80/2025/TT-NHNN 12/2022/TT-NHNN
3.000165|b t x|CD DN NN HTX TCNN DNNN DNVN TC VK CB|Tòa án nhân dân tỉnh, thành phố trực thuộc trung ương+Tòa án nhân dân khu vực+Tòa án nhân dân|Tòa án nhân dân tỉnh, thành phố trực thuộc trung ương+Tòa án nhân dân tối cao|o1?F d1?F|1/0 0/1|VBTT|
`

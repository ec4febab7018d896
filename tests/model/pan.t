#ifdef PEG
struct T_SRC {
	char *fl; int ln;
} T_SRC[NTRANS];

void
tr_2_src(int m, char *file, int ln)
{	T_SRC[m].fl = file;
	T_SRC[m].ln = ln;
}

void
putpeg(int n, int m)
{	printf("%5d	trans %4d ", m, n);
	printf("%s:%d\n",
		T_SRC[n].fl, T_SRC[n].ln);
}
#endif

void
settable(void)
{	Trans *T;
	Trans *settr(int, int, int, int, int, char *, int, int, int);

	trans = (Trans ***) emalloc(4*sizeof(Trans **));

	/* proctype 2: live */

	trans[2] = (Trans **) emalloc(7*sizeof(Trans *));

	trans[2][4]	= settr(1692,0,3,1,0,".(goto)", 0, 2, 0);
	T = trans[2][3] = settr(1691,0,0,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(1691,0,1,0,0,"DO", 0, 2, 0);
	trans[2][1]	= settr(1689,0,3,3,0,"(!((ended==(((3+1)-1)+0))))", 1, 2, 0);
	trans[2][2]	= settr(1690,0,3,1,0,"goto T0_init", 0, 2, 0);
	trans[2][5]	= settr(1693,0,6,1,0,"break", 0, 2, 0);
	trans[2][6]	= settr(1694,0,0,4,4,"-end-", 0, 3500, 0);

	/* proctype 1: :init: */

	trans[1] = (Trans **) emalloc(25*sizeof(Trans *));

	T = trans[ 1][21] = settr(1685,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1685,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[1][1]	= settr(1665,2,8,5,5,"i = 0", 1, 2, 0);
	trans[1][9]	= settr(1673,2,8,1,0,".(goto)", 1, 2, 0);
	T = trans[1][8] = settr(1672,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1672,2,2,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1672,2,6,0,0,"DO", 1, 2, 0);
	trans[1][2]	= settr(1666,2,8,6,6,"((i<=(3-1)))", 1, 2, 0); /* m: 3 -> 8,0 */
	reached1[3] = 1;
	trans[1][3]	= settr(0,0,0,0,0,"life[i] = (i+1)",0,0,0);
	trans[1][4]	= settr(0,0,0,0,0,"generation[i] = 1",0,0,0);
	trans[1][5]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[1][6]	= settr(1670,2,11,2,0,"else", 1, 2, 0);
	trans[1][7]	= settr(1671,2,11,1,0,"goto :b3", 1, 2, 0); /* m: 11 -> 0,17 */
	reached1[11] = 1;
	trans[1][10]	= settr(1674,2,11,1,0,"break", 1, 2, 0);
	trans[1][11]	= settr(1675,2,17,7,7,"i = 0", 1, 2, 0);
	trans[1][18]	= settr(1682,2,17,1,0,".(goto)", 1, 2, 0);
	T = trans[1][17] = settr(1681,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(1681,2,12,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(1681,2,15,0,0,"DO", 1, 2, 0);
	trans[1][12]	= settr(1676,2,13,8,0,"((i<=(((3+1)-1)-1)))", 1, 2, 0);
	trans[1][13]	= settr(1677,2,14,9,9,"(run thread(( ((i<3)) -> (i) : (0) ),i))", 1, 2, 0);
	trans[1][14]	= settr(1678,2,17,10,10,"i = (i+1)", 1, 2, 0);
	trans[1][15]	= settr(1679,2,19,2,0,"else", 1, 2, 0);
	trans[1][16]	= settr(1680,2,19,1,0,"goto :b4", 1, 2, 0);
	trans[1][19]	= settr(1683,2,20,1,0,"break", 1, 2, 0);
	trans[1][20]	= settr(1684,0,22,11,11,"i = 0", 1, 2, 0);
	trans[1][22]	= settr(1686,0,23,12,0,"((ended==(((3+1)-1)+0)))", 1, 2, 0);
	trans[1][23]	= settr(1687,0,24,13,0,"assert((((recovered+dirty)==lost)&&((lock==0)||(life[((lock&7)-1)]==0))))", 1, 2, 0);
	trans[1][24]	= settr(1688,0,0,14,14,"-end-", 0, 3500, 0);

	/* proctype 0: thread */

	trans[0] = (Trans **) emalloc(1666*sizeof(Trans *));

	trans[0][1607]	= settr(1606,0,1606,1,0,".(goto)", 0, 2, 0);
	T = trans[0][1606] = settr(1605,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1605,0,1,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(1605,0,3,0,0,"DO", 0, 2, 0);
	trans[0][1]	= settr(0,0,1643,15,15,"((rounds==1))", 0, 2, 0);
	trans[0][2]	= settr(1,0,1643,1,0,"goto :b0", 0, 2, 0);
	trans[0][3]	= settr(2,0,470,2,0,"else", 0, 2, 0);
	T = trans[0][470] = settr(469,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(469,0,4,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(469,0,468,0,0,"IF", 0, 2, 0);
	trans[0][4]	= settr(3,0,467,16,0,"(!(mine))", 0, 2, 0);
	T = trans[ 0][467] = settr(466,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(466,0,5,0,0,"sub-sequence", 0, 2, 0);
	trans[0][5]	= settr(4,0,459,17,17,"index = 0", 0, 2, 0);
	trans[0][460]	= settr(459,0,459,1,0,".(goto)", 0, 2, 0);
	T = trans[0][459] = settr(458,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(458,0,6,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(458,0,8,0,0,"DO", 0, 2, 0);
	trans[0][6]	= settr(5,0,466,18,18,"((mine||(index==(3+(1>0)))))", 0, 2, 0);
	trans[0][7]	= settr(6,0,466,1,0,"goto :b1", 0, 2, 0);
	trans[0][8]	= settr(7,0,42,2,0,"else", 0, 2, 0);
	T = trans[ 0][42] = settr(41,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(41,2,33,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][33] = settr(32,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(32,2,9,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(32,2,32,0,0,"IF", 1, 2, 0);
	trans[0][9]	= settr(8,2,30,19,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][30] = settr(29,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(29,0,29,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][29]	= settr(28,34,31,20,20,"D_STEP82", 1, 2, 0);
	trans[0][31]	= settr(30,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][34]	= settr(33,2,35,1,0,".(goto)", 1, 2, 0); /* m: 35 -> 0,40 */
	reached0[35] = 1;
	trans[0][32]	= settr(31,2,40,21,21,"(1)", 1, 2, 0); /* m: 35 -> 40,0 */
	reached0[35] = 1;
	trans[0][35]	= settr(34,2,40,22,22,"got = (life[index]==0)", 1, 2, 0);
	T = trans[0][40] = settr(39,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(39,2,36,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(39,2,38,0,0,"IF", 1, 2, 0);
	trans[0][36]	= settr(35,4,457,23,23,"(got)", 1, 2, 0); /* m: 37 -> 457,0 */
	reached0[37] = 1;
	trans[0][37]	= settr(0,0,0,0,0,"life[index] = (p+1)",0,0,0);
	trans[0][41]	= settr(40,0,457,24,24,".(goto)", 1, 2, 0);
	trans[0][38]	= settr(37,2,39,2,0,"else", 1, 2, 0);
	trans[0][39]	= settr(38,4,457,25,25,"index = (index+1)", 1, 2, 0); /* m: 41 -> 0,457 */
	reached0[41] = 1;
	T = trans[0][457] = settr(456,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(456,0,43,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(456,0,455,0,0,"IF", 0, 2, 0);
	trans[0][43]	= settr(42,0,72,26,26,"(got)", 0, 2, 0);
	T = trans[ 0][72] = settr(71,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(71,2,68,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][68] = settr(67,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(67,2,44,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(67,2,67,0,0,"IF", 1, 2, 0);
	trans[0][44]	= settr(43,2,65,27,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][65] = settr(64,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(64,0,64,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][64]	= settr(63,34,66,28,28,"D_STEP82", 1, 2, 0);
	trans[0][66]	= settr(65,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][69]	= settr(68,2,70,1,0,".(goto)", 1, 2, 0); /* m: 70 -> 0,413 */
	reached0[70] = 1;
	trans[0][67]	= settr(66,4,413,29,29,"(1)", 1, 2, 0); /* m: 70 -> 413,0 */
	reached0[70] = 1;
	trans[0][70]	= settr(69,4,413,30,30,"word = lock", 1, 2, 0); /* m: 71 -> 0,413 */
	reached0[71] = 1;
	trans[0][71]	= settr(0,0,0,0,0,"got = ((word==0)||(((word&7)-1)!=index))",0,0,0);
	T = trans[0][413] = settr(412,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(412,0,73,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(412,0,411,0,0,"IF", 0, 2, 0);
	trans[0][73]	= settr(72,0,410,31,0,"(got)", 0, 2, 0);
	T = trans[ 0][410] = settr(409,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(409,0,104,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][104] = settr(103,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(103,2,98,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][98] = settr(97,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(97,2,74,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(97,2,97,0,0,"IF", 1, 2, 0);
	trans[0][74]	= settr(73,2,95,32,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][95] = settr(94,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(94,0,94,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][94]	= settr(93,34,96,33,33,"D_STEP82", 1, 2, 0);
	trans[0][96]	= settr(95,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][99]	= settr(98,2,100,1,0,".(goto)", 1, 2, 0); /* m: 100 -> 0,408 */
	reached0[100] = 1;
	trans[0][97]	= settr(96,4,408,34,34,"(1)", 1, 2, 0); /* m: 100 -> 408,0 */
	reached0[100] = 1;
	trans[0][100]	= settr(99,4,408,35,35,"own = index", 1, 2, 0); /* m: 101 -> 0,408 */
	reached0[101] = 1;
	trans[0][101]	= settr(0,0,0,0,0,"generation[index] = (generation[index]+1)",0,0,0);
	trans[0][102]	= settr(0,0,0,0,0,"assert((generation[index]<16))",0,0,0);
	trans[0][103]	= settr(0,0,0,0,0,"name = (((generation[index]*8)+index)+1)",0,0,0);
	T = trans[0][408] = settr(407,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(407,0,105,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(407,0,404,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(407,0,406,0,0,"IF", 0, 2, 0);
	trans[0][105]	= settr(104,0,144,36,0,"(left_overs[index])", 1, 2, 0);
	T = trans[ 0][144] = settr(143,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(143,0,143,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][143] = settr(142,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(142,2,130,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][130] = settr(129,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(129,2,106,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(129,2,129,0,0,"IF", 1, 2, 0);
	trans[0][106]	= settr(105,2,127,37,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][127] = settr(126,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(126,0,126,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][126]	= settr(125,34,128,38,38,"D_STEP82", 1, 2, 0);
	trans[0][128]	= settr(127,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][131]	= settr(130,2,132,1,0,".(goto)", 1, 2, 0); /* m: 132 -> 0,141 */
	reached0[132] = 1;
	trans[0][129]	= settr(128,2,141,39,39,"(1)", 1, 2, 0); /* m: 132 -> 141,0 */
	reached0[132] = 1;
	trans[0][132]	= settr(131,2,141,40,40,"got = (lock==0)", 1, 2, 0);
	T = trans[0][141] = settr(140,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(140,2,133,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(140,2,139,0,0,"IF", 1, 2, 0);
	trans[0][133]	= settr(132,2,137,41,41,"(got)", 1, 2, 0); /* m: 134 -> 137,0 */
	reached0[134] = 1;
	trans[0][134]	= settr(0,0,0,0,0,"lock = (name|128)",0,0,0);
	T = trans[ 0][137] = settr(136,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(136,0,135,0,0,"sub-sequence", 1, 2, 0);
	trans[0][135]	= settr(134,4,255,42,42,"assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))", 1, 2, 0); /* m: 136 -> 0,255 */
	reached0[136] = 1;
	trans[0][136]	= settr(0,0,0,0,0,"inside[me] = 1",0,0,0);
	trans[0][138]	= settr(0,0,0,0,0,"assert(!(dirty))",0,0,0);
	trans[0][142]	= settr(141,0,255,43,43,".(goto)", 1, 2, 0);
	trans[0][139]	= settr(138,2,140,2,0,"else", 1, 2, 0);
	trans[0][140]	= settr(139,4,255,44,44,"(1)", 1, 2, 0); /* m: 142 -> 255,0 */
	reached0[142] = 1;
	T = trans[0][255] = settr(254,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(254,0,145,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(254,0,253,0,0,"IF", 0, 2, 0);
	trans[0][145]	= settr(144,0,174,45,45,"(!(got))", 0, 2, 0);
	T = trans[ 0][174] = settr(173,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(173,2,170,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][170] = settr(169,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(169,2,146,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(169,2,169,0,0,"IF", 1, 2, 0);
	trans[0][146]	= settr(145,2,167,46,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][167] = settr(166,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(166,0,166,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][166]	= settr(165,34,168,47,47,"D_STEP82", 1, 2, 0);
	trans[0][168]	= settr(167,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][171]	= settr(170,2,172,1,0,".(goto)", 1, 2, 0); /* m: 172 -> 0,251 */
	reached0[172] = 1;
	trans[0][169]	= settr(168,4,251,48,48,"(1)", 1, 2, 0); /* m: 172 -> 251,0 */
	reached0[172] = 1;
	trans[0][172]	= settr(171,4,251,49,49,"word = lock", 1, 2, 0); /* m: 173 -> 0,251 */
	reached0[173] = 1;
	trans[0][173]	= settr(0,0,0,0,0,"got = (word&&(((life[((word&7)-1)]==0)||(life[((word&7)-1)]==(p+1)))&&!((own==((word&7)-1)))))",0,0,0);
	T = trans[0][251] = settr(250,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(250,0,175,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(250,0,249,0,0,"IF", 0, 2, 0);
	trans[0][175]	= settr(174,0,248,50,50,"(got)", 0, 2, 0);
	T = trans[ 0][248] = settr(247,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(247,0,212,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][212] = settr(211,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(211,2,200,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][200] = settr(199,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(199,2,176,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(199,2,199,0,0,"IF", 1, 2, 0);
	trans[0][176]	= settr(175,2,197,51,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][197] = settr(196,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(196,0,196,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][196]	= settr(195,34,198,52,52,"D_STEP82", 1, 2, 0);
	trans[0][198]	= settr(197,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][201]	= settr(200,2,202,1,0,".(goto)", 1, 2, 0); /* m: 202 -> 0,210 */
	reached0[202] = 1;
	trans[0][199]	= settr(198,2,210,53,53,"(1)", 1, 2, 0); /* m: 202 -> 210,0 */
	reached0[202] = 1;
	trans[0][202]	= settr(201,2,210,54,54,"got = (lock==word)", 1, 2, 0);
	T = trans[0][210] = settr(209,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(209,2,203,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(209,2,208,0,0,"IF", 1, 2, 0);
	trans[0][203]	= settr(202,2,207,55,55,"(got)", 1, 2, 0); /* m: 204 -> 207,0 */
	reached0[204] = 1;
	trans[0][204]	= settr(0,0,0,0,0,"lock = (name|128)",0,0,0);
	T = trans[ 0][207] = settr(206,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(206,0,205,0,0,"sub-sequence", 1, 2, 0);
	trans[0][205]	= settr(204,4,246,56,56,"assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))", 1, 2, 0); /* m: 206 -> 0,246 */
	reached0[206] = 1;
	trans[0][206]	= settr(0,0,0,0,0,"inside[me] = 1",0,0,0);
	trans[0][211]	= settr(210,0,246,57,57,".(goto)", 1, 2, 0);
	trans[0][208]	= settr(207,2,209,2,0,"else", 1, 2, 0);
	trans[0][209]	= settr(208,4,246,58,58,"(1)", 1, 2, 0); /* m: 211 -> 246,0 */
	reached0[211] = 1;
	T = trans[0][246] = settr(245,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(245,0,213,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(245,0,244,0,0,"IF", 0, 2, 0);
	trans[0][213]	= settr(212,0,243,59,0,"(got)", 0, 2, 0);
	T = trans[ 0][243] = settr(242,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(242,2,238,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][238] = settr(237,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(237,2,214,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(237,2,237,0,0,"IF", 1, 2, 0);
	trans[0][214]	= settr(213,2,235,60,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][235] = settr(234,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(234,0,234,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][234]	= settr(233,34,236,61,61,"D_STEP82", 1, 2, 0);
	trans[0][236]	= settr(235,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][239]	= settr(238,2,240,1,0,".(goto)", 1, 2, 0); /* m: 240 -> 0,402 */
	reached0[240] = 1;
	trans[0][237]	= settr(236,0,402,62,62,"(1)", 1, 2, 0); /* m: 240 -> 402,0 */
	reached0[240] = 1;
	trans[0][240]	= settr(239,0,402,63,63,"assert(inside[me])", 1, 2, 0); /* m: 241 -> 0,402 */
	reached0[241] = 1;
	trans[0][241]	= settr(0,0,0,0,0,"recovered = (recovered+dirty)",0,0,0);
	trans[0][242]	= settr(0,0,0,0,0,"dirty = 0",0,0,0);
	trans[0][247]	= settr(246,0,402,1,0,".(goto)", 0, 2, 0);
	trans[0][244]	= settr(243,0,245,2,0,"else", 0, 2, 0);
	trans[0][245]	= settr(244,0,402,1,0,"(1)", 0, 2, 0);
	trans[0][252]	= settr(251,0,402,1,0,".(goto)", 0, 2, 0);
	trans[0][249]	= settr(248,0,250,2,0,"else", 0, 2, 0);
	trans[0][250]	= settr(249,0,402,1,0,"(1)", 0, 2, 0);
	trans[0][256]	= settr(255,0,402,1,0,".(goto)", 0, 2, 0);
	trans[0][253]	= settr(252,0,254,2,0,"else", 0, 2, 0);
	trans[0][254]	= settr(253,0,402,1,0,"(1)", 0, 2, 0);
	T = trans[0][402] = settr(401,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(401,0,257,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(401,0,400,0,0,"IF", 0, 2, 0);
	trans[0][257]	= settr(256,0,318,64,0,"(got)", 0, 2, 0);
	T = trans[ 0][318] = settr(317,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(317,0,287,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][287] = settr(286,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(286,2,282,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][282] = settr(281,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(281,2,258,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(281,2,281,0,0,"IF", 1, 2, 0);
	trans[0][258]	= settr(257,2,279,65,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][279] = settr(278,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(278,0,278,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][278]	= settr(277,34,280,66,66,"D_STEP82", 1, 2, 0);
	trans[0][280]	= settr(279,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][283]	= settr(282,2,284,1,0,".(goto)", 1, 2, 0); /* m: 284 -> 0,317 */
	reached0[284] = 1;
	trans[0][281]	= settr(280,4,317,67,67,"(1)", 1, 2, 0); /* m: 284 -> 317,0 */
	reached0[284] = 1;
	trans[0][284]	= settr(283,4,317,68,68,"assert((inside[me]&&!(dirty)))", 1, 2, 0); /* m: 285 -> 0,317 */
	reached0[285] = 1;
	trans[0][285]	= settr(0,0,0,0,0,"dirty = 1",0,0,0);
	trans[0][286]	= settr(0,0,0,0,0,"changing[me] = 1",0,0,0);
	T = trans[ 0][317] = settr(316,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(316,2,312,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][312] = settr(311,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(311,2,288,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(311,2,311,0,0,"IF", 1, 2, 0);
	trans[0][288]	= settr(287,2,309,69,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][309] = settr(308,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(308,0,308,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][308]	= settr(307,34,310,70,70,"D_STEP82", 1, 2, 0);
	trans[0][310]	= settr(309,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][313]	= settr(312,2,314,1,0,".(goto)", 1, 2, 0); /* m: 314 -> 0,319 */
	reached0[314] = 1;
	trans[0][311]	= settr(310,4,319,71,71,"(1)", 1, 2, 0); /* m: 314 -> 319,0 */
	reached0[314] = 1;
	trans[0][314]	= settr(313,4,319,72,72,"assert((inside[me]&&dirty))", 1, 2, 0); /* m: 315 -> 0,319 */
	reached0[315] = 1;
	trans[0][315]	= settr(0,0,0,0,0,"dirty = 0",0,0,0);
	trans[0][316]	= settr(0,0,0,0,0,"changing[me] = 0",0,0,0);
	trans[0][319]	= settr(318,0,399,73,73,"left_overs[index] = 0", 1, 2, 0);
	T = trans[ 0][399] = settr(398,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(398,0,349,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][349] = settr(348,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(348,2,344,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][344] = settr(343,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(343,2,320,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(343,2,343,0,0,"IF", 1, 2, 0);
	trans[0][320]	= settr(319,2,341,74,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][341] = settr(340,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(340,0,340,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][340]	= settr(339,34,342,75,75,"D_STEP82", 1, 2, 0);
	trans[0][342]	= settr(341,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][345]	= settr(344,2,346,1,0,".(goto)", 1, 2, 0); /* m: 346 -> 0,397 */
	reached0[346] = 1;
	trans[0][343]	= settr(342,4,397,76,76,"(1)", 1, 2, 0); /* m: 346 -> 397,0 */
	reached0[346] = 1;
	trans[0][346]	= settr(345,4,397,77,77,"had_bit = (lock>=128)", 1, 2, 0); /* m: 347 -> 0,397 */
	reached0[347] = 1;
	trans[0][347]	= settr(0,0,0,0,0,"lock = 0",0,0,0);
	trans[0][348]	= settr(0,0,0,0,0,"inside[me] = 0",0,0,0);
	T = trans[0][397] = settr(396,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(396,0,350,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(396,0,395,0,0,"IF", 0, 2, 0);
	trans[0][350]	= settr(349,0,394,78,78,"(had_bit)", 0, 2, 0); /* m: 351 -> 394,0 */
	reached0[351] = 1;
	trans[0][351]	= settr(0,0,0,0,0,"had_bit = 0",0,0,0);
	trans[0][352]	= settr(0,0,0,0,0,"take = mine",0,0,0);
	T = trans[ 0][394] = settr(393,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(393,0,393,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][393] = settr(392,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(392,2,377,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][377] = settr(376,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(376,2,353,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(376,2,376,0,0,"IF", 1, 2, 0);
	trans[0][353]	= settr(352,2,374,79,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][374] = settr(373,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(373,0,373,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][373]	= settr(372,34,375,80,80,"D_STEP82", 1, 2, 0);
	trans[0][375]	= settr(374,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][378]	= settr(377,2,391,1,0,".(goto)", 1, 2, 0);
	trans[0][376]	= settr(375,2,391,1,0,"(1)", 1, 2, 0);
	T = trans[0][391] = settr(390,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(390,2,379,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(390,2,381,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(390,2,383,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(390,2,385,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(390,2,387,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(390,2,389,0,0,"IF", 1, 2, 0);
	trans[0][379]	= settr(378,0,453,81,81,"(asleep[0])", 1, 2, 0); /* m: 380 -> 453,0 */
	reached0[380] = 1;
	trans[0][380]	= settr(0,0,0,0,0,"asleep[0] = 0",0,0,0);
	trans[0][392]	= settr(391,0,453,82,82,".(goto)", 1, 2, 0);
	trans[0][381]	= settr(380,0,453,83,83,"(asleep[1])", 1, 2, 0); /* m: 382 -> 453,0 */
	reached0[382] = 1;
	trans[0][382]	= settr(0,0,0,0,0,"asleep[1] = 0",0,0,0);
	trans[0][383]	= settr(382,0,453,84,84,"(asleep[2])", 1, 2, 0); /* m: 384 -> 453,0 */
	reached0[384] = 1;
	trans[0][384]	= settr(0,0,0,0,0,"asleep[2] = 0",0,0,0);
	trans[0][385]	= settr(384,0,453,85,85,"(asleep[3])", 1, 2, 0); /* m: 386 -> 453,0 */
	reached0[386] = 1;
	trans[0][386]	= settr(0,0,0,0,0,"asleep[3] = 0",0,0,0);
	trans[0][387]	= settr(386,0,453,86,86,"(asleep[4])", 1, 2, 0); /* m: 388 -> 453,0 */
	reached0[388] = 1;
	trans[0][388]	= settr(0,0,0,0,0,"asleep[4] = 0",0,0,0);
	trans[0][389]	= settr(388,2,390,2,0,"else", 1, 2, 0);
	trans[0][390]	= settr(389,0,453,87,87,"(1)", 1, 2, 0); /* m: 392 -> 453,0 */
	reached0[392] = 1;
	trans[0][398]	= settr(397,0,453,1,0,".(goto)", 0, 2, 0);
	trans[0][395]	= settr(394,0,396,2,0,"else", 0, 2, 0);
	trans[0][396]	= settr(395,0,453,1,0,"(1)", 0, 2, 0);
	trans[0][403]	= settr(402,0,453,1,0,".(goto)", 0, 2, 0);
	trans[0][400]	= settr(399,0,401,2,0,"else", 0, 2, 0);
	trans[0][401]	= settr(400,0,453,88,88,"generation[index] = (generation[index]-1)", 1, 2, 0);
	trans[0][409]	= settr(408,0,453,1,0,".(goto)", 0, 2, 0);
	trans[0][404]	= settr(403,0,405,89,0,"(left_overs[index])", 1, 2, 0);
	trans[0][405]	= settr(404,0,453,90,90,"left_overs[index] = 0", 1, 2, 0);
	trans[0][406]	= settr(405,0,407,2,0,"else", 0, 2, 0);
	trans[0][407]	= settr(406,0,453,1,0,"(1)", 0, 2, 0);
	trans[0][414]	= settr(413,0,453,1,0,".(goto)", 0, 2, 0);
	trans[0][411]	= settr(410,0,412,2,0,"else", 0, 2, 0);
	trans[0][412]	= settr(411,0,453,1,0,"(1)", 0, 2, 0);
	T = trans[0][453] = settr(452,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(452,0,415,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(452,0,419,0,0,"IF", 0, 2, 0);
	trans[0][415]	= settr(414,0,418,91,91,"(got)", 0, 2, 0);
	T = trans[ 0][418] = settr(417,2,0,0,0,"ATOMIC", 0, 2, 0);
	T->nxt	= settr(417,2,416,0,0,"ATOMIC", 0, 2, 0);
	trans[0][416]	= settr(415,0,459,92,92,"mine = name", 0, 2, 0); /* m: 417 -> 0,459 */
	reached0[417] = 1;
	trans[0][417]	= settr(0,0,0,0,0,"take = (name|128)",0,0,0);
	trans[0][454]	= settr(453,0,459,1,0,".(goto)", 0, 2, 0);
	trans[0][419]	= settr(418,0,423,2,0,"else", 0, 2, 0);
	T = trans[ 0][423] = settr(422,2,0,0,0,"ATOMIC", 0, 2, 0);
	T->nxt	= settr(422,2,420,0,0,"ATOMIC", 0, 2, 0);
	trans[0][420]	= settr(419,4,452,93,93,"mine = 0", 0, 2, 0); /* m: 421 -> 0,452 */
	reached0[421] = 1;
	trans[0][421]	= settr(0,0,0,0,0,"take = 0",0,0,0);
	trans[0][422]	= settr(0,0,0,0,0,"own = (3+(1>0))",0,0,0);
	T = trans[ 0][452] = settr(451,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(451,2,448,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][448] = settr(447,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(447,2,424,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(447,2,447,0,0,"IF", 1, 2, 0);
	trans[0][424]	= settr(423,2,445,94,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][445] = settr(444,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(444,0,444,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][444]	= settr(443,34,446,95,95,"D_STEP82", 1, 2, 0);
	trans[0][446]	= settr(445,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][449]	= settr(448,2,450,1,0,".(goto)", 1, 2, 0); /* m: 450 -> 0,459 */
	reached0[450] = 1;
	trans[0][447]	= settr(446,0,459,96,96,"(1)", 1, 2, 0); /* m: 450 -> 459,0 */
	reached0[450] = 1;
	trans[0][450]	= settr(449,0,459,97,97,"life[index] = 0", 1, 2, 0); /* m: 451 -> 0,459 */
	reached0[451] = 1;
	trans[0][451]	= settr(0,0,0,0,0,"index = (index+1)",0,0,0);
	trans[0][458]	= settr(457,0,459,1,0,".(goto)", 0, 2, 0);
	trans[0][455]	= settr(454,0,456,2,0,"else", 0, 2, 0);
	trans[0][456]	= settr(455,0,459,1,0,"(1)", 0, 2, 0);
	trans[0][461]	= settr(460,0,466,1,0,"break", 0, 2, 0);
	T = trans[ 0][466] = settr(465,2,0,0,0,"ATOMIC", 0, 2, 0);
	T->nxt	= settr(465,2,462,0,0,"ATOMIC", 0, 2, 0);
	trans[0][462]	= settr(461,0,514,98,98,"index = 0", 0, 2, 0); /* m: 463 -> 0,514 */
	reached0[463] = 1;
	trans[0][463]	= settr(0,0,0,0,0,"word = 0",0,0,0);
	trans[0][464]	= settr(0,0,0,0,0,"name = 0",0,0,0);
	trans[0][465]	= settr(0,0,0,0,0,"got = 0",0,0,0);
	trans[0][471]	= settr(470,0,514,1,0,".(goto)", 0, 2, 0);
	trans[0][468]	= settr(467,0,469,2,0,"else", 0, 2, 0);
	trans[0][469]	= settr(468,0,514,1,0,"(1)", 0, 2, 0);
	T = trans[0][514] = settr(513,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(513,0,472,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(513,0,512,0,0,"IF", 0, 2, 0);
	trans[0][472]	= settr(471,0,511,99,0,"(take)", 0, 2, 0);
	T = trans[ 0][511] = settr(510,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(510,0,510,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][510] = settr(509,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(509,2,497,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][497] = settr(496,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(496,2,473,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(496,2,496,0,0,"IF", 1, 2, 0);
	trans[0][473]	= settr(472,2,494,100,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][494] = settr(493,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(493,0,493,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][493]	= settr(492,34,495,101,101,"D_STEP82", 1, 2, 0);
	trans[0][495]	= settr(494,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][498]	= settr(497,2,499,1,0,".(goto)", 1, 2, 0); /* m: 499 -> 0,508 */
	reached0[499] = 1;
	trans[0][496]	= settr(495,2,508,102,102,"(1)", 1, 2, 0); /* m: 499 -> 508,0 */
	reached0[499] = 1;
	trans[0][499]	= settr(498,2,508,103,103,"got = (lock==0)", 1, 2, 0);
	T = trans[0][508] = settr(507,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(507,2,500,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(507,2,506,0,0,"IF", 1, 2, 0);
	trans[0][500]	= settr(499,2,504,104,104,"(got)", 1, 2, 0); /* m: 501 -> 504,0 */
	reached0[501] = 1;
	trans[0][501]	= settr(0,0,0,0,0,"lock = take",0,0,0);
	T = trans[ 0][504] = settr(503,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(503,0,502,0,0,"sub-sequence", 1, 2, 0);
	trans[0][502]	= settr(501,0,1604,105,105,"assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))", 1, 2, 0); /* m: 503 -> 0,1604 */
	reached0[503] = 1;
	trans[0][503]	= settr(0,0,0,0,0,"inside[me] = 1",0,0,0);
	trans[0][505]	= settr(0,0,0,0,0,"assert(!(dirty))",0,0,0);
	trans[0][509]	= settr(508,0,1604,106,106,".(goto)", 1, 2, 0);
	trans[0][506]	= settr(505,2,507,2,0,"else", 1, 2, 0);
	trans[0][507]	= settr(506,0,1604,107,107,"(1)", 1, 2, 0); /* m: 509 -> 1604,0 */
	reached0[509] = 1;
	trans[0][515]	= settr(514,0,1604,1,0,".(goto)", 0, 2, 0);
	trans[0][512]	= settr(511,0,513,2,0,"else", 0, 2, 0);
	trans[0][513]	= settr(512,0,1604,1,0,"(1)", 0, 2, 0);
	T = trans[0][1604] = settr(1603,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1603,0,516,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1603,0,662,0,0,"IF", 0, 2, 0);
	trans[0][516]	= settr(515,0,517,108,108,"(got)", 0, 2, 0);
	trans[0][517]	= settr(516,0,578,109,109,"exclusive = (0>0)", 1, 2, 0);
	T = trans[ 0][578] = settr(577,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(577,0,547,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][547] = settr(546,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(546,2,542,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][542] = settr(541,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(541,2,518,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(541,2,541,0,0,"IF", 1, 2, 0);
	trans[0][518]	= settr(517,2,539,110,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][539] = settr(538,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(538,0,538,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][538]	= settr(537,34,540,111,111,"D_STEP82", 1, 2, 0);
	trans[0][540]	= settr(539,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][543]	= settr(542,2,544,1,0,".(goto)", 1, 2, 0); /* m: 544 -> 0,577 */
	reached0[544] = 1;
	trans[0][541]	= settr(540,4,577,112,112,"(1)", 1, 2, 0); /* m: 544 -> 577,0 */
	reached0[544] = 1;
	trans[0][544]	= settr(543,4,577,113,113,"assert((inside[me]&&!(dirty)))", 1, 2, 0); /* m: 545 -> 0,577 */
	reached0[545] = 1;
	trans[0][545]	= settr(0,0,0,0,0,"dirty = 1",0,0,0);
	trans[0][546]	= settr(0,0,0,0,0,"changing[me] = 1",0,0,0);
	T = trans[ 0][577] = settr(576,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(576,2,572,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][572] = settr(571,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(571,2,548,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(571,2,571,0,0,"IF", 1, 2, 0);
	trans[0][548]	= settr(547,2,569,114,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][569] = settr(568,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(568,0,568,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][568]	= settr(567,34,570,115,115,"D_STEP82", 1, 2, 0);
	trans[0][570]	= settr(569,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][573]	= settr(572,2,574,1,0,".(goto)", 1, 2, 0); /* m: 574 -> 0,579 */
	reached0[574] = 1;
	trans[0][571]	= settr(570,4,579,116,116,"(1)", 1, 2, 0); /* m: 574 -> 579,0 */
	reached0[574] = 1;
	trans[0][574]	= settr(573,4,579,117,117,"assert((inside[me]&&dirty))", 1, 2, 0); /* m: 575 -> 0,579 */
	reached0[575] = 1;
	trans[0][575]	= settr(0,0,0,0,0,"dirty = 0",0,0,0);
	trans[0][576]	= settr(0,0,0,0,0,"changing[me] = 0",0,0,0);
	trans[0][579]	= settr(578,0,580,118,118,"exclusive = 0", 1, 2, 0);
	trans[0][580]	= settr(579,0,660,119,119,"rounds = (rounds+1)", 0, 2, 0);
	T = trans[ 0][660] = settr(659,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(659,0,610,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][610] = settr(609,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(609,2,605,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][605] = settr(604,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(604,2,581,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(604,2,604,0,0,"IF", 1, 2, 0);
	trans[0][581]	= settr(580,2,602,120,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][602] = settr(601,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(601,0,601,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][601]	= settr(600,34,603,121,121,"D_STEP82", 1, 2, 0);
	trans[0][603]	= settr(602,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][606]	= settr(605,2,607,1,0,".(goto)", 1, 2, 0); /* m: 607 -> 0,658 */
	reached0[607] = 1;
	trans[0][604]	= settr(603,4,658,122,122,"(1)", 1, 2, 0); /* m: 607 -> 658,0 */
	reached0[607] = 1;
	trans[0][607]	= settr(606,4,658,123,123,"had_bit = (lock>=128)", 1, 2, 0); /* m: 608 -> 0,658 */
	reached0[608] = 1;
	trans[0][608]	= settr(0,0,0,0,0,"lock = 0",0,0,0);
	trans[0][609]	= settr(0,0,0,0,0,"inside[me] = 0",0,0,0);
	T = trans[0][658] = settr(657,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(657,0,611,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(657,0,656,0,0,"IF", 0, 2, 0);
	trans[0][611]	= settr(610,0,655,124,124,"(had_bit)", 0, 2, 0); /* m: 612 -> 655,0 */
	reached0[612] = 1;
	trans[0][612]	= settr(0,0,0,0,0,"had_bit = 0",0,0,0);
	trans[0][613]	= settr(0,0,0,0,0,"take = mine",0,0,0);
	T = trans[ 0][655] = settr(654,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(654,0,654,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][654] = settr(653,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(653,2,638,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][638] = settr(637,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(637,2,614,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(637,2,637,0,0,"IF", 1, 2, 0);
	trans[0][614]	= settr(613,2,635,125,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][635] = settr(634,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(634,0,634,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][634]	= settr(633,34,636,126,126,"D_STEP82", 1, 2, 0);
	trans[0][636]	= settr(635,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][639]	= settr(638,2,652,1,0,".(goto)", 1, 2, 0);
	trans[0][637]	= settr(636,2,652,1,0,"(1)", 1, 2, 0);
	T = trans[0][652] = settr(651,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(651,2,640,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(651,2,642,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(651,2,644,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(651,2,646,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(651,2,648,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(651,2,650,0,0,"IF", 1, 2, 0);
	trans[0][640]	= settr(639,0,1606,127,127,"(asleep[0])", 1, 2, 0); /* m: 641 -> 1606,0 */
	reached0[641] = 1;
	trans[0][641]	= settr(0,0,0,0,0,"asleep[0] = 0",0,0,0);
	trans[0][653]	= settr(652,0,1606,128,128,".(goto)", 1, 2, 0); /* m: 661 -> 0,1606 */
	reached0[661] = 1;
	trans[0][642]	= settr(641,0,1606,129,129,"(asleep[1])", 1, 2, 0); /* m: 643 -> 1606,0 */
	reached0[643] = 1;
	trans[0][643]	= settr(0,0,0,0,0,"asleep[1] = 0",0,0,0);
	trans[0][644]	= settr(643,0,1606,130,130,"(asleep[2])", 1, 2, 0); /* m: 645 -> 1606,0 */
	reached0[645] = 1;
	trans[0][645]	= settr(0,0,0,0,0,"asleep[2] = 0",0,0,0);
	trans[0][646]	= settr(645,0,1606,131,131,"(asleep[3])", 1, 2, 0); /* m: 647 -> 1606,0 */
	reached0[647] = 1;
	trans[0][647]	= settr(0,0,0,0,0,"asleep[3] = 0",0,0,0);
	trans[0][648]	= settr(647,0,1606,132,132,"(asleep[4])", 1, 2, 0); /* m: 649 -> 1606,0 */
	reached0[649] = 1;
	trans[0][649]	= settr(0,0,0,0,0,"asleep[4] = 0",0,0,0);
	trans[0][650]	= settr(649,2,651,2,0,"else", 1, 2, 0);
	trans[0][651]	= settr(650,0,1606,133,133,"(1)", 1, 2, 0); /* m: 653 -> 1606,0 */
	reached0[653] = 1;
	trans[0][659]	= settr(658,0,661,1,0,".(goto)", 0, 2, 0); /* m: 661 -> 0,1606 */
	reached0[661] = 1;
	trans[0][656]	= settr(655,0,657,2,0,"else", 0, 2, 0);
	trans[0][657]	= settr(656,0,1606,134,134,"(1)", 0, 2, 0); /* m: 661 -> 1606,0 */
	reached0[661] = 1;
	trans[0][661]	= settr(660,0,1606,135,135,"got = 0", 0, 2, 0);
	trans[0][1605]	= settr(1604,0,1606,1,0,".(goto)", 0, 2, 0);
	trans[0][662]	= settr(661,0,1603,2,0,"else", 0, 2, 0);
	T = trans[ 0][1603] = settr(1602,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1602,0,690,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][690] = settr(689,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(689,2,687,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][687] = settr(686,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(686,2,663,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(686,2,686,0,0,"IF", 1, 2, 0);
	trans[0][663]	= settr(662,2,684,136,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][684] = settr(683,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(683,0,683,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][683]	= settr(682,34,685,137,137,"D_STEP82", 1, 2, 0);
	trans[0][685]	= settr(684,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][688]	= settr(687,4,1597,138,138,".(goto)", 1, 2, 0); /* m: 689 -> 0,1597 */
	reached0[689] = 1;
	trans[0][686]	= settr(685,4,1597,139,139,"(1)", 1, 2, 0); /* m: 688 -> 1597,0 */
	reached0[688] = 1;
	trans[0][689]	= settr(0,0,0,0,0,"seen = (lock&127)",0,0,0);
	T = trans[0][1597] = settr(1596,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1596,0,691,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1596,0,1595,0,0,"IF", 0, 2, 0);
	trans[0][691]	= settr(690,0,829,140,0,"(seen)", 0, 2, 0);
	T = trans[ 0][829] = settr(828,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(828,0,719,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][719] = settr(718,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(718,2,716,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][716] = settr(715,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(715,2,692,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(715,2,715,0,0,"IF", 1, 2, 0);
	trans[0][692]	= settr(691,2,713,141,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][713] = settr(712,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(712,0,712,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][712]	= settr(711,34,714,142,142,"D_STEP82", 1, 2, 0);
	trans[0][714]	= settr(713,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][717]	= settr(716,4,827,143,143,".(goto)", 1, 2, 0); /* m: 718 -> 0,827 */
	reached0[718] = 1;
	trans[0][715]	= settr(714,4,827,144,144,"(1)", 1, 2, 0); /* m: 717 -> 827,0 */
	reached0[717] = 1;
	trans[0][718]	= settr(0,0,0,0,0,"now = lock",0,0,0);
	T = trans[0][827] = settr(826,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(826,0,720,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(826,0,722,0,0,"IF", 0, 2, 0);
	trans[0][720]	= settr(719,0,721,145,145,"((now==0))", 0, 2, 0);
	trans[0][721]	= settr(720,0,834,1,0,"(1)", 0, 2, 0);
	trans[0][828]	= settr(827,0,834,1,0,".(goto)", 0, 2, 0);
	trans[0][722]	= settr(721,0,723,2,0,"else", 0, 2, 0);
	trans[0][723]	= settr(722,0,762,146,146,"got = 1", 0, 2, 0);
	T = trans[0][762] = settr(761,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(761,0,724,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(761,0,760,0,0,"IF", 0, 2, 0);
	trans[0][724]	= settr(723,0,759,147,0,"((now<128))", 0, 2, 0);
	T = trans[ 0][759] = settr(758,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(758,2,749,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][749] = settr(748,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(748,2,725,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(748,2,748,0,0,"IF", 1, 2, 0);
	trans[0][725]	= settr(724,2,746,148,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][746] = settr(745,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(745,0,745,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][745]	= settr(744,34,747,149,149,"D_STEP82", 1, 2, 0);
	trans[0][747]	= settr(746,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][750]	= settr(749,2,751,1,0,".(goto)", 1, 2, 0); /* m: 751 -> 0,757 */
	reached0[751] = 1;
	trans[0][748]	= settr(747,2,757,150,150,"(1)", 1, 2, 0); /* m: 751 -> 757,0 */
	reached0[751] = 1;
	trans[0][751]	= settr(750,2,757,151,151,"got = (lock==now)", 1, 2, 0);
	T = trans[0][757] = settr(756,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(756,2,752,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(756,2,755,0,0,"IF", 1, 2, 0);
	trans[0][752]	= settr(751,0,825,152,152,"(got)", 1, 2, 0); /* m: 753 -> 825,0 */
	reached0[753] = 1;
	trans[0][753]	= settr(0,0,0,0,0,"now = (now|128)",0,0,0);
	trans[0][754]	= settr(0,0,0,0,0,"lock = now",0,0,0);
	trans[0][758]	= settr(757,0,825,153,153,".(goto)", 1, 2, 0);
	trans[0][755]	= settr(754,2,756,2,0,"else", 1, 2, 0);
	trans[0][756]	= settr(755,0,825,154,154,"(1)", 1, 2, 0); /* m: 758 -> 825,0 */
	reached0[758] = 1;
	trans[0][763]	= settr(762,0,825,1,0,".(goto)", 0, 2, 0);
	trans[0][760]	= settr(759,0,761,2,0,"else", 0, 2, 0);
	trans[0][761]	= settr(760,0,825,1,0,"(1)", 0, 2, 0);
	T = trans[0][825] = settr(824,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(824,0,764,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(824,0,823,0,0,"IF", 0, 2, 0);
	trans[0][764]	= settr(763,0,792,155,155,"(got)", 0, 2, 0);
	T = trans[ 0][792] = settr(791,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(791,2,789,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][789] = settr(788,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(788,2,765,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(788,2,788,0,0,"IF", 1, 2, 0);
	trans[0][765]	= settr(764,2,786,156,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][786] = settr(785,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(785,0,785,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][785]	= settr(784,34,787,157,157,"D_STEP82", 1, 2, 0);
	trans[0][787]	= settr(786,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][790]	= settr(789,4,821,158,158,".(goto)", 1, 2, 0); /* m: 791 -> 0,821 */
	reached0[791] = 1;
	trans[0][788]	= settr(787,4,821,159,159,"(1)", 1, 2, 0); /* m: 790 -> 821,0 */
	reached0[790] = 1;
	trans[0][791]	= settr(0,0,0,0,0,"asleep[me] = (lock==now)",0,0,0);
	T = trans[0][821] = settr(820,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(820,0,793,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(820,0,794,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(820,0,820,0,0,"IF", 0, 2, 0);
	trans[0][793]	= settr(792,0,834,160,0,"(!(asleep[me]))", 1, 2, 0);
	trans[0][822]	= settr(821,0,834,1,0,".(goto)", 0, 2, 0);
	trans[0][794]	= settr(793,0,795,161,0,"(asleep[me])", 1, 2, 0);
	trans[0][795]	= settr(794,0,834,162,162,"asleep[me] = 0", 1, 2, 0);
	T = trans[ 0][820] = settr(819,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(819,2,796,0,0,"ATOMIC", 1, 2, 0);
	trans[0][796]	= settr(795,2,818,163,163,"((asleep[me]&&(deaths<1)))", 1, 2, 0); /* m: 797 -> 818,0 */
	reached0[797] = 1;
	trans[0][797]	= settr(0,0,0,0,0,"asleep[me] = 0",0,0,0);
	T = trans[ 0][818] = settr(817,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(817,0,817,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][817]	= settr(816,34,819,164,164,"D_STEP82", 1, 2, 0);
	trans[0][819]	= settr(818,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][826]	= settr(825,0,834,1,0,".(goto)", 0, 2, 0);
	trans[0][823]	= settr(822,0,824,2,0,"else", 0, 2, 0);
	trans[0][824]	= settr(823,0,834,1,0,"(1)", 0, 2, 0);
	T = trans[0][834] = settr(833,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(833,0,830,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(833,0,832,0,0,"IF", 0, 2, 0);
	trans[0][830]	= settr(829,0,863,165,165,"(mine)", 0, 2, 0); /* m: 831 -> 863,0 */
	reached0[831] = 1;
	trans[0][831]	= settr(0,0,0,0,0,"take = (mine|128)",0,0,0);
	trans[0][835]	= settr(834,0,863,1,0,".(goto)", 0, 2, 0);
	trans[0][832]	= settr(831,0,833,2,0,"else", 0, 2, 0);
	trans[0][833]	= settr(832,0,863,1,0,"(1)", 0, 2, 0);
	T = trans[ 0][863] = settr(862,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(862,2,860,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][860] = settr(859,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(859,2,836,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(859,2,859,0,0,"IF", 1, 2, 0);
	trans[0][836]	= settr(835,2,857,166,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][857] = settr(856,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(856,0,856,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][856]	= settr(855,34,858,167,167,"D_STEP82", 1, 2, 0);
	trans[0][858]	= settr(857,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][861]	= settr(860,4,1593,168,168,".(goto)", 1, 2, 0); /* m: 862 -> 0,1593 */
	reached0[862] = 1;
	trans[0][859]	= settr(858,4,1593,169,169,"(1)", 1, 2, 0); /* m: 861 -> 1593,0 */
	reached0[861] = 1;
	trans[0][862]	= settr(0,0,0,0,0,"now = lock",0,0,0);
	T = trans[0][1593] = settr(1592,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1592,0,864,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1592,0,1591,0,0,"IF", 0, 2, 0);
	trans[0][864]	= settr(863,0,1590,170,170,"(((now&127)==seen))", 0, 2, 0);
	T = trans[ 0][1590] = settr(1589,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1589,0,892,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][892] = settr(891,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(891,2,889,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][889] = settr(888,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(888,2,865,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(888,2,888,0,0,"IF", 1, 2, 0);
	trans[0][865]	= settr(864,2,886,171,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][886] = settr(885,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(885,0,885,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][885]	= settr(884,34,887,172,172,"D_STEP82", 1, 2, 0);
	trans[0][887]	= settr(886,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][890]	= settr(889,4,1588,173,173,".(goto)", 1, 2, 0); /* m: 891 -> 0,1588 */
	reached0[891] = 1;
	trans[0][888]	= settr(887,4,1588,174,174,"(1)", 1, 2, 0); /* m: 890 -> 1588,0 */
	reached0[890] = 1;
	trans[0][891]	= settr(0,0,0,0,0,"got = (((life[((now&7)-1)]==0)||(life[((now&7)-1)]==(p+1)))&&!((own==((now&7)-1))))",0,0,0);
	T = trans[0][1588] = settr(1587,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1587,0,893,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1587,0,1586,0,0,"IF", 0, 2, 0);
	trans[0][893]	= settr(892,0,1360,175,175,"(got)", 0, 2, 0);
	T = trans[0][1360] = settr(1359,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1359,0,894,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1359,0,1358,0,0,"IF", 0, 2, 0);
	trans[0][894]	= settr(893,0,1357,176,0,"(!(mine))", 0, 2, 0);
	T = trans[ 0][1357] = settr(1356,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1356,0,895,0,0,"sub-sequence", 0, 2, 0);
	trans[0][895]	= settr(894,0,1349,177,177,"index = 0", 0, 2, 0);
	trans[0][1350]	= settr(1349,0,1349,1,0,".(goto)", 0, 2, 0);
	T = trans[0][1349] = settr(1348,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(1348,0,896,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(1348,0,898,0,0,"DO", 0, 2, 0);
	trans[0][896]	= settr(895,0,1356,178,178,"((mine||(index==(3+(1>0)))))", 0, 2, 0);
	trans[0][897]	= settr(896,0,1356,1,0,"goto :b2", 0, 2, 0);
	trans[0][898]	= settr(897,0,932,2,0,"else", 0, 2, 0);
	T = trans[ 0][932] = settr(931,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(931,2,923,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][923] = settr(922,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(922,2,899,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(922,2,922,0,0,"IF", 1, 2, 0);
	trans[0][899]	= settr(898,2,920,179,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][920] = settr(919,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(919,0,919,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][919]	= settr(918,34,921,180,180,"D_STEP82", 1, 2, 0);
	trans[0][921]	= settr(920,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][924]	= settr(923,2,925,1,0,".(goto)", 1, 2, 0); /* m: 925 -> 0,930 */
	reached0[925] = 1;
	trans[0][922]	= settr(921,2,930,181,181,"(1)", 1, 2, 0); /* m: 925 -> 930,0 */
	reached0[925] = 1;
	trans[0][925]	= settr(924,2,930,182,182,"got = (life[index]==0)", 1, 2, 0);
	T = trans[0][930] = settr(929,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(929,2,926,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(929,2,928,0,0,"IF", 1, 2, 0);
	trans[0][926]	= settr(925,4,1347,183,183,"(got)", 1, 2, 0); /* m: 927 -> 1347,0 */
	reached0[927] = 1;
	trans[0][927]	= settr(0,0,0,0,0,"life[index] = (p+1)",0,0,0);
	trans[0][931]	= settr(930,0,1347,184,184,".(goto)", 1, 2, 0);
	trans[0][928]	= settr(927,2,929,2,0,"else", 1, 2, 0);
	trans[0][929]	= settr(928,4,1347,185,185,"index = (index+1)", 1, 2, 0); /* m: 931 -> 0,1347 */
	reached0[931] = 1;
	T = trans[0][1347] = settr(1346,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1346,0,933,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1346,0,1345,0,0,"IF", 0, 2, 0);
	trans[0][933]	= settr(932,0,962,186,186,"(got)", 0, 2, 0);
	T = trans[ 0][962] = settr(961,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(961,2,958,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][958] = settr(957,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(957,2,934,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(957,2,957,0,0,"IF", 1, 2, 0);
	trans[0][934]	= settr(933,2,955,187,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][955] = settr(954,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(954,0,954,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][954]	= settr(953,34,956,188,188,"D_STEP82", 1, 2, 0);
	trans[0][956]	= settr(955,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][959]	= settr(958,2,960,1,0,".(goto)", 1, 2, 0); /* m: 960 -> 0,1303 */
	reached0[960] = 1;
	trans[0][957]	= settr(956,4,1303,189,189,"(1)", 1, 2, 0); /* m: 960 -> 1303,0 */
	reached0[960] = 1;
	trans[0][960]	= settr(959,4,1303,190,190,"word = lock", 1, 2, 0); /* m: 961 -> 0,1303 */
	reached0[961] = 1;
	trans[0][961]	= settr(0,0,0,0,0,"got = ((word==0)||(((word&7)-1)!=index))",0,0,0);
	T = trans[0][1303] = settr(1302,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1302,0,963,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1302,0,1301,0,0,"IF", 0, 2, 0);
	trans[0][963]	= settr(962,0,1300,191,0,"(got)", 0, 2, 0);
	T = trans[ 0][1300] = settr(1299,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1299,0,994,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][994] = settr(993,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(993,2,988,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][988] = settr(987,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(987,2,964,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(987,2,987,0,0,"IF", 1, 2, 0);
	trans[0][964]	= settr(963,2,985,192,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][985] = settr(984,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(984,0,984,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][984]	= settr(983,34,986,193,193,"D_STEP82", 1, 2, 0);
	trans[0][986]	= settr(985,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][989]	= settr(988,2,990,1,0,".(goto)", 1, 2, 0); /* m: 990 -> 0,1298 */
	reached0[990] = 1;
	trans[0][987]	= settr(986,4,1298,194,194,"(1)", 1, 2, 0); /* m: 990 -> 1298,0 */
	reached0[990] = 1;
	trans[0][990]	= settr(989,4,1298,195,195,"own = index", 1, 2, 0); /* m: 991 -> 0,1298 */
	reached0[991] = 1;
	trans[0][991]	= settr(0,0,0,0,0,"generation[index] = (generation[index]+1)",0,0,0);
	trans[0][992]	= settr(0,0,0,0,0,"assert((generation[index]<16))",0,0,0);
	trans[0][993]	= settr(0,0,0,0,0,"name = (((generation[index]*8)+index)+1)",0,0,0);
	T = trans[0][1298] = settr(1297,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1297,0,995,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1297,0,1294,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1297,0,1296,0,0,"IF", 0, 2, 0);
	trans[0][995]	= settr(994,0,1034,196,0,"(left_overs[index])", 1, 2, 0);
	T = trans[ 0][1034] = settr(1033,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1033,0,1033,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1033] = settr(1032,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1032,2,1020,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1020] = settr(1019,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1019,2,996,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1019,2,1019,0,0,"IF", 1, 2, 0);
	trans[0][996]	= settr(995,2,1017,197,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1017] = settr(1016,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1016,0,1016,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1016]	= settr(1015,34,1018,198,198,"D_STEP82", 1, 2, 0);
	trans[0][1018]	= settr(1017,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1021]	= settr(1020,2,1022,1,0,".(goto)", 1, 2, 0); /* m: 1022 -> 0,1031 */
	reached0[1022] = 1;
	trans[0][1019]	= settr(1018,2,1031,199,199,"(1)", 1, 2, 0); /* m: 1022 -> 1031,0 */
	reached0[1022] = 1;
	trans[0][1022]	= settr(1021,2,1031,200,200,"got = (lock==0)", 1, 2, 0);
	T = trans[0][1031] = settr(1030,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1030,2,1023,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1030,2,1029,0,0,"IF", 1, 2, 0);
	trans[0][1023]	= settr(1022,2,1027,201,201,"(got)", 1, 2, 0); /* m: 1024 -> 1027,0 */
	reached0[1024] = 1;
	trans[0][1024]	= settr(0,0,0,0,0,"lock = (name|128)",0,0,0);
	T = trans[ 0][1027] = settr(1026,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1026,0,1025,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1025]	= settr(1024,4,1145,202,202,"assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))", 1, 2, 0); /* m: 1026 -> 0,1145 */
	reached0[1026] = 1;
	trans[0][1026]	= settr(0,0,0,0,0,"inside[me] = 1",0,0,0);
	trans[0][1028]	= settr(0,0,0,0,0,"assert(!(dirty))",0,0,0);
	trans[0][1032]	= settr(1031,0,1145,203,203,".(goto)", 1, 2, 0);
	trans[0][1029]	= settr(1028,2,1030,2,0,"else", 1, 2, 0);
	trans[0][1030]	= settr(1029,4,1145,204,204,"(1)", 1, 2, 0); /* m: 1032 -> 1145,0 */
	reached0[1032] = 1;
	T = trans[0][1145] = settr(1144,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1144,0,1035,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1144,0,1143,0,0,"IF", 0, 2, 0);
	trans[0][1035]	= settr(1034,0,1064,205,205,"(!(got))", 0, 2, 0);
	T = trans[ 0][1064] = settr(1063,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1063,2,1060,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1060] = settr(1059,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1059,2,1036,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1059,2,1059,0,0,"IF", 1, 2, 0);
	trans[0][1036]	= settr(1035,2,1057,206,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1057] = settr(1056,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1056,0,1056,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1056]	= settr(1055,34,1058,207,207,"D_STEP82", 1, 2, 0);
	trans[0][1058]	= settr(1057,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1061]	= settr(1060,2,1062,1,0,".(goto)", 1, 2, 0); /* m: 1062 -> 0,1141 */
	reached0[1062] = 1;
	trans[0][1059]	= settr(1058,4,1141,208,208,"(1)", 1, 2, 0); /* m: 1062 -> 1141,0 */
	reached0[1062] = 1;
	trans[0][1062]	= settr(1061,4,1141,209,209,"word = lock", 1, 2, 0); /* m: 1063 -> 0,1141 */
	reached0[1063] = 1;
	trans[0][1063]	= settr(0,0,0,0,0,"got = (word&&(((life[((word&7)-1)]==0)||(life[((word&7)-1)]==(p+1)))&&!((own==((word&7)-1)))))",0,0,0);
	T = trans[0][1141] = settr(1140,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1140,0,1065,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1140,0,1139,0,0,"IF", 0, 2, 0);
	trans[0][1065]	= settr(1064,0,1138,210,210,"(got)", 0, 2, 0);
	T = trans[ 0][1138] = settr(1137,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1137,0,1102,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1102] = settr(1101,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1101,2,1090,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1090] = settr(1089,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1089,2,1066,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1089,2,1089,0,0,"IF", 1, 2, 0);
	trans[0][1066]	= settr(1065,2,1087,211,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1087] = settr(1086,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1086,0,1086,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1086]	= settr(1085,34,1088,212,212,"D_STEP82", 1, 2, 0);
	trans[0][1088]	= settr(1087,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1091]	= settr(1090,2,1092,1,0,".(goto)", 1, 2, 0); /* m: 1092 -> 0,1100 */
	reached0[1092] = 1;
	trans[0][1089]	= settr(1088,2,1100,213,213,"(1)", 1, 2, 0); /* m: 1092 -> 1100,0 */
	reached0[1092] = 1;
	trans[0][1092]	= settr(1091,2,1100,214,214,"got = (lock==word)", 1, 2, 0);
	T = trans[0][1100] = settr(1099,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1099,2,1093,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1099,2,1098,0,0,"IF", 1, 2, 0);
	trans[0][1093]	= settr(1092,2,1097,215,215,"(got)", 1, 2, 0); /* m: 1094 -> 1097,0 */
	reached0[1094] = 1;
	trans[0][1094]	= settr(0,0,0,0,0,"lock = (name|128)",0,0,0);
	T = trans[ 0][1097] = settr(1096,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1096,0,1095,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1095]	= settr(1094,4,1136,216,216,"assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))", 1, 2, 0); /* m: 1096 -> 0,1136 */
	reached0[1096] = 1;
	trans[0][1096]	= settr(0,0,0,0,0,"inside[me] = 1",0,0,0);
	trans[0][1101]	= settr(1100,0,1136,217,217,".(goto)", 1, 2, 0);
	trans[0][1098]	= settr(1097,2,1099,2,0,"else", 1, 2, 0);
	trans[0][1099]	= settr(1098,4,1136,218,218,"(1)", 1, 2, 0); /* m: 1101 -> 1136,0 */
	reached0[1101] = 1;
	T = trans[0][1136] = settr(1135,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1135,0,1103,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1135,0,1134,0,0,"IF", 0, 2, 0);
	trans[0][1103]	= settr(1102,0,1133,219,0,"(got)", 0, 2, 0);
	T = trans[ 0][1133] = settr(1132,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1132,2,1128,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1128] = settr(1127,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1127,2,1104,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1127,2,1127,0,0,"IF", 1, 2, 0);
	trans[0][1104]	= settr(1103,2,1125,220,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1125] = settr(1124,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1124,0,1124,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1124]	= settr(1123,34,1126,221,221,"D_STEP82", 1, 2, 0);
	trans[0][1126]	= settr(1125,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1129]	= settr(1128,2,1130,1,0,".(goto)", 1, 2, 0); /* m: 1130 -> 0,1292 */
	reached0[1130] = 1;
	trans[0][1127]	= settr(1126,0,1292,222,222,"(1)", 1, 2, 0); /* m: 1130 -> 1292,0 */
	reached0[1130] = 1;
	trans[0][1130]	= settr(1129,0,1292,223,223,"assert(inside[me])", 1, 2, 0); /* m: 1131 -> 0,1292 */
	reached0[1131] = 1;
	trans[0][1131]	= settr(0,0,0,0,0,"recovered = (recovered+dirty)",0,0,0);
	trans[0][1132]	= settr(0,0,0,0,0,"dirty = 0",0,0,0);
	trans[0][1137]	= settr(1136,0,1292,1,0,".(goto)", 0, 2, 0);
	trans[0][1134]	= settr(1133,0,1135,2,0,"else", 0, 2, 0);
	trans[0][1135]	= settr(1134,0,1292,1,0,"(1)", 0, 2, 0);
	trans[0][1142]	= settr(1141,0,1292,1,0,".(goto)", 0, 2, 0);
	trans[0][1139]	= settr(1138,0,1140,2,0,"else", 0, 2, 0);
	trans[0][1140]	= settr(1139,0,1292,1,0,"(1)", 0, 2, 0);
	trans[0][1146]	= settr(1145,0,1292,1,0,".(goto)", 0, 2, 0);
	trans[0][1143]	= settr(1142,0,1144,2,0,"else", 0, 2, 0);
	trans[0][1144]	= settr(1143,0,1292,1,0,"(1)", 0, 2, 0);
	T = trans[0][1292] = settr(1291,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1291,0,1147,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1291,0,1290,0,0,"IF", 0, 2, 0);
	trans[0][1147]	= settr(1146,0,1208,224,0,"(got)", 0, 2, 0);
	T = trans[ 0][1208] = settr(1207,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1207,0,1177,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1177] = settr(1176,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1176,2,1172,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1172] = settr(1171,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1171,2,1148,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1171,2,1171,0,0,"IF", 1, 2, 0);
	trans[0][1148]	= settr(1147,2,1169,225,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1169] = settr(1168,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1168,0,1168,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1168]	= settr(1167,34,1170,226,226,"D_STEP82", 1, 2, 0);
	trans[0][1170]	= settr(1169,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1173]	= settr(1172,2,1174,1,0,".(goto)", 1, 2, 0); /* m: 1174 -> 0,1207 */
	reached0[1174] = 1;
	trans[0][1171]	= settr(1170,4,1207,227,227,"(1)", 1, 2, 0); /* m: 1174 -> 1207,0 */
	reached0[1174] = 1;
	trans[0][1174]	= settr(1173,4,1207,228,228,"assert((inside[me]&&!(dirty)))", 1, 2, 0); /* m: 1175 -> 0,1207 */
	reached0[1175] = 1;
	trans[0][1175]	= settr(0,0,0,0,0,"dirty = 1",0,0,0);
	trans[0][1176]	= settr(0,0,0,0,0,"changing[me] = 1",0,0,0);
	T = trans[ 0][1207] = settr(1206,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1206,2,1202,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1202] = settr(1201,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1201,2,1178,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1201,2,1201,0,0,"IF", 1, 2, 0);
	trans[0][1178]	= settr(1177,2,1199,229,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1199] = settr(1198,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1198,0,1198,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1198]	= settr(1197,34,1200,230,230,"D_STEP82", 1, 2, 0);
	trans[0][1200]	= settr(1199,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1203]	= settr(1202,2,1204,1,0,".(goto)", 1, 2, 0); /* m: 1204 -> 0,1209 */
	reached0[1204] = 1;
	trans[0][1201]	= settr(1200,4,1209,231,231,"(1)", 1, 2, 0); /* m: 1204 -> 1209,0 */
	reached0[1204] = 1;
	trans[0][1204]	= settr(1203,4,1209,232,232,"assert((inside[me]&&dirty))", 1, 2, 0); /* m: 1205 -> 0,1209 */
	reached0[1205] = 1;
	trans[0][1205]	= settr(0,0,0,0,0,"dirty = 0",0,0,0);
	trans[0][1206]	= settr(0,0,0,0,0,"changing[me] = 0",0,0,0);
	trans[0][1209]	= settr(1208,0,1289,233,233,"left_overs[index] = 0", 1, 2, 0);
	T = trans[ 0][1289] = settr(1288,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1288,0,1239,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1239] = settr(1238,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1238,2,1234,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1234] = settr(1233,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1233,2,1210,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1233,2,1233,0,0,"IF", 1, 2, 0);
	trans[0][1210]	= settr(1209,2,1231,234,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1231] = settr(1230,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1230,0,1230,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1230]	= settr(1229,34,1232,235,235,"D_STEP82", 1, 2, 0);
	trans[0][1232]	= settr(1231,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1235]	= settr(1234,2,1236,1,0,".(goto)", 1, 2, 0); /* m: 1236 -> 0,1287 */
	reached0[1236] = 1;
	trans[0][1233]	= settr(1232,4,1287,236,236,"(1)", 1, 2, 0); /* m: 1236 -> 1287,0 */
	reached0[1236] = 1;
	trans[0][1236]	= settr(1235,4,1287,237,237,"had_bit = (lock>=128)", 1, 2, 0); /* m: 1237 -> 0,1287 */
	reached0[1237] = 1;
	trans[0][1237]	= settr(0,0,0,0,0,"lock = 0",0,0,0);
	trans[0][1238]	= settr(0,0,0,0,0,"inside[me] = 0",0,0,0);
	T = trans[0][1287] = settr(1286,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1286,0,1240,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1286,0,1285,0,0,"IF", 0, 2, 0);
	trans[0][1240]	= settr(1239,0,1284,238,238,"(had_bit)", 0, 2, 0); /* m: 1241 -> 1284,0 */
	reached0[1241] = 1;
	trans[0][1241]	= settr(0,0,0,0,0,"had_bit = 0",0,0,0);
	trans[0][1242]	= settr(0,0,0,0,0,"take = mine",0,0,0);
	T = trans[ 0][1284] = settr(1283,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1283,0,1283,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1283] = settr(1282,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1282,2,1267,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1267] = settr(1266,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1266,2,1243,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1266,2,1266,0,0,"IF", 1, 2, 0);
	trans[0][1243]	= settr(1242,2,1264,239,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1264] = settr(1263,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1263,0,1263,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1263]	= settr(1262,34,1265,240,240,"D_STEP82", 1, 2, 0);
	trans[0][1265]	= settr(1264,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1268]	= settr(1267,2,1281,1,0,".(goto)", 1, 2, 0);
	trans[0][1266]	= settr(1265,2,1281,1,0,"(1)", 1, 2, 0);
	T = trans[0][1281] = settr(1280,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1280,2,1269,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1280,2,1271,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1280,2,1273,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1280,2,1275,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1280,2,1277,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1280,2,1279,0,0,"IF", 1, 2, 0);
	trans[0][1269]	= settr(1268,0,1343,241,241,"(asleep[0])", 1, 2, 0); /* m: 1270 -> 1343,0 */
	reached0[1270] = 1;
	trans[0][1270]	= settr(0,0,0,0,0,"asleep[0] = 0",0,0,0);
	trans[0][1282]	= settr(1281,0,1343,242,242,".(goto)", 1, 2, 0);
	trans[0][1271]	= settr(1270,0,1343,243,243,"(asleep[1])", 1, 2, 0); /* m: 1272 -> 1343,0 */
	reached0[1272] = 1;
	trans[0][1272]	= settr(0,0,0,0,0,"asleep[1] = 0",0,0,0);
	trans[0][1273]	= settr(1272,0,1343,244,244,"(asleep[2])", 1, 2, 0); /* m: 1274 -> 1343,0 */
	reached0[1274] = 1;
	trans[0][1274]	= settr(0,0,0,0,0,"asleep[2] = 0",0,0,0);
	trans[0][1275]	= settr(1274,0,1343,245,245,"(asleep[3])", 1, 2, 0); /* m: 1276 -> 1343,0 */
	reached0[1276] = 1;
	trans[0][1276]	= settr(0,0,0,0,0,"asleep[3] = 0",0,0,0);
	trans[0][1277]	= settr(1276,0,1343,246,246,"(asleep[4])", 1, 2, 0); /* m: 1278 -> 1343,0 */
	reached0[1278] = 1;
	trans[0][1278]	= settr(0,0,0,0,0,"asleep[4] = 0",0,0,0);
	trans[0][1279]	= settr(1278,2,1280,2,0,"else", 1, 2, 0);
	trans[0][1280]	= settr(1279,0,1343,247,247,"(1)", 1, 2, 0); /* m: 1282 -> 1343,0 */
	reached0[1282] = 1;
	trans[0][1288]	= settr(1287,0,1343,1,0,".(goto)", 0, 2, 0);
	trans[0][1285]	= settr(1284,0,1286,2,0,"else", 0, 2, 0);
	trans[0][1286]	= settr(1285,0,1343,1,0,"(1)", 0, 2, 0);
	trans[0][1293]	= settr(1292,0,1343,1,0,".(goto)", 0, 2, 0);
	trans[0][1290]	= settr(1289,0,1291,2,0,"else", 0, 2, 0);
	trans[0][1291]	= settr(1290,0,1343,248,248,"generation[index] = (generation[index]-1)", 1, 2, 0);
	trans[0][1299]	= settr(1298,0,1343,1,0,".(goto)", 0, 2, 0);
	trans[0][1294]	= settr(1293,0,1295,249,0,"(left_overs[index])", 1, 2, 0);
	trans[0][1295]	= settr(1294,0,1343,250,250,"left_overs[index] = 0", 1, 2, 0);
	trans[0][1296]	= settr(1295,0,1297,2,0,"else", 0, 2, 0);
	trans[0][1297]	= settr(1296,0,1343,1,0,"(1)", 0, 2, 0);
	trans[0][1304]	= settr(1303,0,1343,1,0,".(goto)", 0, 2, 0);
	trans[0][1301]	= settr(1300,0,1302,2,0,"else", 0, 2, 0);
	trans[0][1302]	= settr(1301,0,1343,1,0,"(1)", 0, 2, 0);
	T = trans[0][1343] = settr(1342,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1342,0,1305,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1342,0,1309,0,0,"IF", 0, 2, 0);
	trans[0][1305]	= settr(1304,0,1308,251,251,"(got)", 0, 2, 0);
	T = trans[ 0][1308] = settr(1307,2,0,0,0,"ATOMIC", 0, 2, 0);
	T->nxt	= settr(1307,2,1306,0,0,"ATOMIC", 0, 2, 0);
	trans[0][1306]	= settr(1305,0,1349,252,252,"mine = name", 0, 2, 0); /* m: 1307 -> 0,1349 */
	reached0[1307] = 1;
	trans[0][1307]	= settr(0,0,0,0,0,"take = (name|128)",0,0,0);
	trans[0][1344]	= settr(1343,0,1349,1,0,".(goto)", 0, 2, 0);
	trans[0][1309]	= settr(1308,0,1313,2,0,"else", 0, 2, 0);
	T = trans[ 0][1313] = settr(1312,2,0,0,0,"ATOMIC", 0, 2, 0);
	T->nxt	= settr(1312,2,1310,0,0,"ATOMIC", 0, 2, 0);
	trans[0][1310]	= settr(1309,4,1342,253,253,"mine = 0", 0, 2, 0); /* m: 1311 -> 0,1342 */
	reached0[1311] = 1;
	trans[0][1311]	= settr(0,0,0,0,0,"take = 0",0,0,0);
	trans[0][1312]	= settr(0,0,0,0,0,"own = (3+(1>0))",0,0,0);
	T = trans[ 0][1342] = settr(1341,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1341,2,1338,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1338] = settr(1337,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1337,2,1314,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1337,2,1337,0,0,"IF", 1, 2, 0);
	trans[0][1314]	= settr(1313,2,1335,254,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1335] = settr(1334,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1334,0,1334,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1334]	= settr(1333,34,1336,255,255,"D_STEP82", 1, 2, 0);
	trans[0][1336]	= settr(1335,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1339]	= settr(1338,2,1340,1,0,".(goto)", 1, 2, 0); /* m: 1340 -> 0,1349 */
	reached0[1340] = 1;
	trans[0][1337]	= settr(1336,0,1349,256,256,"(1)", 1, 2, 0); /* m: 1340 -> 1349,0 */
	reached0[1340] = 1;
	trans[0][1340]	= settr(1339,0,1349,257,257,"life[index] = 0", 1, 2, 0); /* m: 1341 -> 0,1349 */
	reached0[1341] = 1;
	trans[0][1341]	= settr(0,0,0,0,0,"index = (index+1)",0,0,0);
	trans[0][1348]	= settr(1347,0,1349,1,0,".(goto)", 0, 2, 0);
	trans[0][1345]	= settr(1344,0,1346,2,0,"else", 0, 2, 0);
	trans[0][1346]	= settr(1345,0,1349,1,0,"(1)", 0, 2, 0);
	trans[0][1351]	= settr(1350,0,1356,1,0,"break", 0, 2, 0);
	T = trans[ 0][1356] = settr(1355,2,0,0,0,"ATOMIC", 0, 2, 0);
	T->nxt	= settr(1355,2,1352,0,0,"ATOMIC", 0, 2, 0);
	trans[0][1352]	= settr(1351,0,1584,258,258,"index = 0", 0, 2, 0); /* m: 1353 -> 0,1584 */
	reached0[1353] = 1;
	trans[0][1353]	= settr(0,0,0,0,0,"word = 0",0,0,0);
	trans[0][1354]	= settr(0,0,0,0,0,"name = 0",0,0,0);
	trans[0][1355]	= settr(0,0,0,0,0,"got = 0",0,0,0);
	trans[0][1361]	= settr(1360,0,1584,1,0,".(goto)", 0, 2, 0);
	trans[0][1358]	= settr(1357,0,1359,2,0,"else", 0, 2, 0);
	trans[0][1359]	= settr(1358,0,1584,1,0,"(1)", 0, 2, 0);
	T = trans[0][1584] = settr(1583,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1583,0,1362,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1583,0,1582,0,0,"IF", 0, 2, 0);
	trans[0][1362]	= settr(1361,0,1435,259,0,"(mine)", 0, 2, 0);
	T = trans[ 0][1435] = settr(1434,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1434,0,1399,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1399] = settr(1398,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1398,2,1387,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1387] = settr(1386,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1386,2,1363,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1386,2,1386,0,0,"IF", 1, 2, 0);
	trans[0][1363]	= settr(1362,2,1384,260,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1384] = settr(1383,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1383,0,1383,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1383]	= settr(1382,34,1385,261,261,"D_STEP82", 1, 2, 0);
	trans[0][1385]	= settr(1384,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1388]	= settr(1387,2,1389,1,0,".(goto)", 1, 2, 0); /* m: 1389 -> 0,1397 */
	reached0[1389] = 1;
	trans[0][1386]	= settr(1385,2,1397,262,262,"(1)", 1, 2, 0); /* m: 1389 -> 1397,0 */
	reached0[1389] = 1;
	trans[0][1389]	= settr(1388,2,1397,263,263,"got = (lock==now)", 1, 2, 0);
	T = trans[0][1397] = settr(1396,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1396,2,1390,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1396,2,1395,0,0,"IF", 1, 2, 0);
	trans[0][1390]	= settr(1389,2,1394,264,264,"(got)", 1, 2, 0); /* m: 1391 -> 1394,0 */
	reached0[1391] = 1;
	trans[0][1391]	= settr(0,0,0,0,0,"lock = (mine|128)",0,0,0);
	T = trans[ 0][1394] = settr(1393,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1393,0,1392,0,0,"sub-sequence", 1, 2, 0);
	trans[0][1392]	= settr(1391,4,1433,265,265,"assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))", 1, 2, 0); /* m: 1393 -> 0,1433 */
	reached0[1393] = 1;
	trans[0][1393]	= settr(0,0,0,0,0,"inside[me] = 1",0,0,0);
	trans[0][1398]	= settr(1397,0,1433,266,266,".(goto)", 1, 2, 0);
	trans[0][1395]	= settr(1394,2,1396,2,0,"else", 1, 2, 0);
	trans[0][1396]	= settr(1395,4,1433,267,267,"(1)", 1, 2, 0); /* m: 1398 -> 1433,0 */
	reached0[1398] = 1;
	T = trans[0][1433] = settr(1432,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1432,0,1400,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1432,0,1431,0,0,"IF", 0, 2, 0);
	trans[0][1400]	= settr(1399,0,1430,268,0,"(got)", 0, 2, 0);
	T = trans[ 0][1430] = settr(1429,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1429,2,1425,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1425] = settr(1424,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1424,2,1401,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1424,2,1424,0,0,"IF", 1, 2, 0);
	trans[0][1401]	= settr(1400,2,1422,269,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1422] = settr(1421,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1421,0,1421,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1421]	= settr(1420,34,1423,270,270,"D_STEP82", 1, 2, 0);
	trans[0][1423]	= settr(1422,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1426]	= settr(1425,2,1427,1,0,".(goto)", 1, 2, 0); /* m: 1427 -> 0,1580 */
	reached0[1427] = 1;
	trans[0][1424]	= settr(1423,0,1580,271,271,"(1)", 1, 2, 0); /* m: 1427 -> 1580,0 */
	reached0[1427] = 1;
	trans[0][1427]	= settr(1426,0,1580,272,272,"assert(inside[me])", 1, 2, 0); /* m: 1428 -> 0,1580 */
	reached0[1428] = 1;
	trans[0][1428]	= settr(0,0,0,0,0,"recovered = (recovered+dirty)",0,0,0);
	trans[0][1429]	= settr(0,0,0,0,0,"dirty = 0",0,0,0);
	trans[0][1434]	= settr(1433,0,1580,1,0,".(goto)", 0, 2, 0);
	trans[0][1431]	= settr(1430,0,1432,2,0,"else", 0, 2, 0);
	trans[0][1432]	= settr(1431,0,1580,1,0,"(1)", 0, 2, 0);
	T = trans[0][1580] = settr(1579,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1579,0,1436,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1579,0,1578,0,0,"IF", 0, 2, 0);
	trans[0][1436]	= settr(1435,0,1497,273,273,"(got)", 0, 2, 0);
	T = trans[ 0][1497] = settr(1496,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1496,0,1466,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1466] = settr(1465,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1465,2,1461,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1461] = settr(1460,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1460,2,1437,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1460,2,1460,0,0,"IF", 1, 2, 0);
	trans[0][1437]	= settr(1436,2,1458,274,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1458] = settr(1457,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1457,0,1457,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1457]	= settr(1456,34,1459,275,275,"D_STEP82", 1, 2, 0);
	trans[0][1459]	= settr(1458,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1462]	= settr(1461,2,1463,1,0,".(goto)", 1, 2, 0); /* m: 1463 -> 0,1496 */
	reached0[1463] = 1;
	trans[0][1460]	= settr(1459,4,1496,276,276,"(1)", 1, 2, 0); /* m: 1463 -> 1496,0 */
	reached0[1463] = 1;
	trans[0][1463]	= settr(1462,4,1496,277,277,"assert((inside[me]&&!(dirty)))", 1, 2, 0); /* m: 1464 -> 0,1496 */
	reached0[1464] = 1;
	trans[0][1464]	= settr(0,0,0,0,0,"dirty = 1",0,0,0);
	trans[0][1465]	= settr(0,0,0,0,0,"changing[me] = 1",0,0,0);
	T = trans[ 0][1496] = settr(1495,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1495,2,1491,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1491] = settr(1490,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1490,2,1467,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1490,2,1490,0,0,"IF", 1, 2, 0);
	trans[0][1467]	= settr(1466,2,1488,278,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1488] = settr(1487,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1487,0,1487,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1487]	= settr(1486,34,1489,279,279,"D_STEP82", 1, 2, 0);
	trans[0][1489]	= settr(1488,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1492]	= settr(1491,2,1493,1,0,".(goto)", 1, 2, 0); /* m: 1493 -> 0,1577 */
	reached0[1493] = 1;
	trans[0][1490]	= settr(1489,4,1577,280,280,"(1)", 1, 2, 0); /* m: 1493 -> 1577,0 */
	reached0[1493] = 1;
	trans[0][1493]	= settr(1492,4,1577,281,281,"assert((inside[me]&&dirty))", 1, 2, 0); /* m: 1494 -> 0,1577 */
	reached0[1494] = 1;
	trans[0][1494]	= settr(0,0,0,0,0,"dirty = 0",0,0,0);
	trans[0][1495]	= settr(0,0,0,0,0,"changing[me] = 0",0,0,0);
	T = trans[ 0][1577] = settr(1576,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1576,0,1527,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1527] = settr(1526,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1526,2,1522,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1522] = settr(1521,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1521,2,1498,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1521,2,1521,0,0,"IF", 1, 2, 0);
	trans[0][1498]	= settr(1497,2,1519,282,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1519] = settr(1518,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1518,0,1518,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1518]	= settr(1517,34,1520,283,283,"D_STEP82", 1, 2, 0);
	trans[0][1520]	= settr(1519,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1523]	= settr(1522,2,1524,1,0,".(goto)", 1, 2, 0); /* m: 1524 -> 0,1575 */
	reached0[1524] = 1;
	trans[0][1521]	= settr(1520,4,1575,284,284,"(1)", 1, 2, 0); /* m: 1524 -> 1575,0 */
	reached0[1524] = 1;
	trans[0][1524]	= settr(1523,4,1575,285,285,"had_bit = (lock>=128)", 1, 2, 0); /* m: 1525 -> 0,1575 */
	reached0[1525] = 1;
	trans[0][1525]	= settr(0,0,0,0,0,"lock = 0",0,0,0);
	trans[0][1526]	= settr(0,0,0,0,0,"inside[me] = 0",0,0,0);
	T = trans[0][1575] = settr(1574,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1574,0,1528,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1574,0,1573,0,0,"IF", 0, 2, 0);
	trans[0][1528]	= settr(1527,0,1572,286,286,"(had_bit)", 0, 2, 0); /* m: 1529 -> 1572,0 */
	reached0[1529] = 1;
	trans[0][1529]	= settr(0,0,0,0,0,"had_bit = 0",0,0,0);
	trans[0][1530]	= settr(0,0,0,0,0,"take = mine",0,0,0);
	T = trans[ 0][1572] = settr(1571,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(1571,0,1571,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][1571] = settr(1570,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1570,2,1555,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1555] = settr(1554,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1554,2,1531,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1554,2,1554,0,0,"IF", 1, 2, 0);
	trans[0][1531]	= settr(1530,2,1552,287,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1552] = settr(1551,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1551,0,1551,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1551]	= settr(1550,34,1553,288,288,"D_STEP82", 1, 2, 0);
	trans[0][1553]	= settr(1552,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1556]	= settr(1555,2,1569,1,0,".(goto)", 1, 2, 0);
	trans[0][1554]	= settr(1553,2,1569,1,0,"(1)", 1, 2, 0);
	T = trans[0][1569] = settr(1568,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1568,2,1557,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1568,2,1559,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1568,2,1561,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1568,2,1563,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1568,2,1565,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1568,2,1567,0,0,"IF", 1, 2, 0);
	trans[0][1557]	= settr(1556,0,1602,289,289,"(asleep[0])", 1, 2, 0); /* m: 1558 -> 1602,0 */
	reached0[1558] = 1;
	trans[0][1558]	= settr(0,0,0,0,0,"asleep[0] = 0",0,0,0);
	trans[0][1570]	= settr(1569,0,1602,290,290,".(goto)", 1, 2, 0);
	trans[0][1559]	= settr(1558,0,1602,291,291,"(asleep[1])", 1, 2, 0); /* m: 1560 -> 1602,0 */
	reached0[1560] = 1;
	trans[0][1560]	= settr(0,0,0,0,0,"asleep[1] = 0",0,0,0);
	trans[0][1561]	= settr(1560,0,1602,292,292,"(asleep[2])", 1, 2, 0); /* m: 1562 -> 1602,0 */
	reached0[1562] = 1;
	trans[0][1562]	= settr(0,0,0,0,0,"asleep[2] = 0",0,0,0);
	trans[0][1563]	= settr(1562,0,1602,293,293,"(asleep[3])", 1, 2, 0); /* m: 1564 -> 1602,0 */
	reached0[1564] = 1;
	trans[0][1564]	= settr(0,0,0,0,0,"asleep[3] = 0",0,0,0);
	trans[0][1565]	= settr(1564,0,1602,294,294,"(asleep[4])", 1, 2, 0); /* m: 1566 -> 1602,0 */
	reached0[1566] = 1;
	trans[0][1566]	= settr(0,0,0,0,0,"asleep[4] = 0",0,0,0);
	trans[0][1567]	= settr(1566,2,1568,2,0,"else", 1, 2, 0);
	trans[0][1568]	= settr(1567,0,1602,295,295,"(1)", 1, 2, 0); /* m: 1570 -> 1602,0 */
	reached0[1570] = 1;
	trans[0][1576]	= settr(1575,0,1602,1,0,".(goto)", 0, 2, 0);
	trans[0][1573]	= settr(1572,0,1574,2,0,"else", 0, 2, 0);
	trans[0][1574]	= settr(1573,0,1602,1,0,"(1)", 0, 2, 0);
	trans[0][1581]	= settr(1580,0,1602,1,0,".(goto)", 0, 2, 0);
	trans[0][1578]	= settr(1577,0,1579,2,0,"else", 0, 2, 0);
	trans[0][1579]	= settr(1578,0,1602,1,0,"(1)", 0, 2, 0);
	trans[0][1585]	= settr(1584,0,1602,1,0,".(goto)", 0, 2, 0);
	trans[0][1582]	= settr(1581,0,1583,2,0,"else", 0, 2, 0);
	trans[0][1583]	= settr(1582,0,1602,1,0,"(1)", 0, 2, 0);
	trans[0][1589]	= settr(1588,0,1602,1,0,".(goto)", 0, 2, 0);
	trans[0][1586]	= settr(1585,0,1587,2,0,"else", 0, 2, 0);
	trans[0][1587]	= settr(1586,0,1602,1,0,"(1)", 0, 2, 0);
	trans[0][1594]	= settr(1593,0,1602,1,0,".(goto)", 0, 2, 0);
	trans[0][1591]	= settr(1590,0,1592,2,0,"else", 0, 2, 0);
	trans[0][1592]	= settr(1591,0,1602,1,0,"(1)", 0, 2, 0);
	trans[0][1598]	= settr(1597,0,1602,1,0,".(goto)", 0, 2, 0);
	trans[0][1595]	= settr(1594,0,1596,2,0,"else", 0, 2, 0);
	trans[0][1596]	= settr(1595,0,1602,1,0,"(1)", 0, 2, 0);
	T = trans[ 0][1602] = settr(1601,2,0,0,0,"ATOMIC", 0, 2, 0);
	T->nxt	= settr(1601,2,1599,0,0,"ATOMIC", 0, 2, 0);
	trans[0][1599]	= settr(1598,0,1606,296,296,"seen = 0", 0, 2, 0); /* m: 1600 -> 0,1606 */
	reached0[1600] = 1;
	trans[0][1600]	= settr(0,0,0,0,0,"now = 0",0,0,0);
	trans[0][1601]	= settr(0,0,0,0,0,"got = 0",0,0,0);
	trans[0][1608]	= settr(1607,0,1643,1,0,"break", 0, 2, 0);
	T = trans[0][1643] = settr(1642,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(1642,0,1609,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(1642,0,1641,0,0,"IF", 0, 2, 0);
	trans[0][1609]	= settr(1608,0,1640,297,297,"(mine)", 0, 2, 0);
	T = trans[ 0][1640] = settr(1639,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1639,2,1634,0,0,"ATOMIC", 1, 2, 0);
	T = trans[0][1634] = settr(1633,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1633,2,1610,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1633,2,1633,0,0,"IF", 1, 2, 0);
	trans[0][1610]	= settr(1609,2,1631,298,0,"((deaths<1))", 1, 2, 0);
	T = trans[ 0][1631] = settr(1630,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(1630,0,1630,0,0,"sub-sequence", 1, 2, 0);
/*->*/	trans[0][1630]	= settr(1629,34,1632,299,299,"D_STEP82", 1, 2, 0);
	trans[0][1632]	= settr(1631,0,1663,1,0,"goto dead", 1, 2, 0);
	trans[0][1635]	= settr(1634,2,1636,1,0,".(goto)", 1, 2, 0); /* m: 1636 -> 0,1664 */
	reached0[1636] = 1;
	trans[0][1633]	= settr(1632,0,1664,300,300,"(1)", 1, 2, 0); /* m: 1636 -> 1664,0 */
	reached0[1636] = 1;
	trans[0][1636]	= settr(1635,0,1664,301,301,"life[own] = 0", 1, 2, 0); /* m: 1637 -> 0,1664 */
	reached0[1637] = 1;
	trans[0][1637]	= settr(0,0,0,0,0,"own = (3+(1>0))",0,0,0);
	trans[0][1638]	= settr(0,0,0,0,0,"mine = 0",0,0,0);
	trans[0][1639]	= settr(0,0,0,0,0,"take = 0",0,0,0);
	trans[0][1644]	= settr(1643,0,1664,1,0,".(goto)", 0, 2, 0);
	trans[0][1641]	= settr(1640,0,1642,2,0,"else", 0, 2, 0);
	trans[0][1642]	= settr(1641,0,1664,1,0,"(1)", 0, 2, 0);
	trans[0][1645]	= settr(1644,0,1664,1,0,"goto gone", 0, 2, 0);
	T = trans[ 0][1663] = settr(1662,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(1662,2,1646,0,0,"ATOMIC", 1, 2, 0);
	trans[0][1646]	= settr(1645,2,1661,302,302,"mine = 0", 1, 2, 0); /* m: 1647 -> 0,1661 */
	reached0[1647] = 1;
	trans[0][1647]	= settr(0,0,0,0,0,"take = 0",0,0,0);
	trans[0][1648]	= settr(0,0,0,0,0,"own = (3+(1>0))",0,0,0);
	trans[0][1649]	= settr(0,0,0,0,0,"index = 0",0,0,0);
	trans[0][1650]	= settr(0,0,0,0,0,"word = 0",0,0,0);
	trans[0][1651]	= settr(0,0,0,0,0,"name = 0",0,0,0);
	trans[0][1652]	= settr(0,0,0,0,0,"seen = 0",0,0,0);
	trans[0][1653]	= settr(0,0,0,0,0,"now = 0",0,0,0);
	trans[0][1654]	= settr(0,0,0,0,0,"rounds = 0",0,0,0);
	trans[0][1655]	= settr(0,0,0,0,0,"got = 0",0,0,0);
	trans[0][1656]	= settr(0,0,0,0,0,"had_bit = 0",0,0,0);
	T = trans[0][1661] = settr(1660,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(1660,2,1657,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(1660,2,1660,0,0,"IF", 1, 2, 0);
	trans[0][1657]	= settr(1656,4,1606,303,303,"((newcomers<0))", 1, 2, 0); /* m: 1658 -> 1606,0 */
	reached0[1658] = 1;
	trans[0][1658]	= settr(0,0,0,0,0,"newcomers = (newcomers+1)",0,0,0);
	trans[0][1659]	= settr(1658,0,1606,1,0,"goto born", 1, 2, 0);
	trans[0][1662]	= settr(1661,0,1664,1,0,".(goto)", 1, 2, 0);
	trans[0][1660]	= settr(1659,4,1664,304,304,"(1)", 1, 2, 0); /* m: 1662 -> 1664,0 */
	reached0[1662] = 1;
	trans[0][1664]	= settr(1663,0,1665,305,305,"ended = (ended+1)", 1, 2, 0);
	trans[0][1665]	= settr(1664,0,0,306,306,"-end-", 0, 3500, 0);
	/* np_ demon: */
	trans[_NP_] = (Trans **) emalloc(3*sizeof(Trans *));
	T = trans[_NP_][0] = settr(9997,0,1,_T5,0,"(np_)", 1,2,0);
	    T->nxt	  = settr(9998,0,0,_T2,0,"(1)",   0,2,0);
	T = trans[_NP_][1] = settr(9999,0,1,_T5,0,"(np_)", 1,2,0);
}

Trans *
settr(	int t_id, int a, int b, int c, int d,
	char *t, int g, int tpe0, int tpe1)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	tmp->atom  = a&(6|32);	/* only (2|8|32) have meaning */
	if (!g) tmp->atom |= 8;	/* no global references */
	tmp->st    = b;
	tmp->tpe[0] = tpe0;
	tmp->tpe[1] = tpe1;
	tmp->tp    = t;
	tmp->t_id  = t_id;
	tmp->forw  = c;
	tmp->back  = d;
	return tmp;
}

Trans *
cpytr(Trans *a)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	int i;
	tmp->atom  = a->atom;
	tmp->st    = a->st;
#ifdef HAS_UNLESS
	tmp->e_trans = a->e_trans;
	for (i = 0; i < HAS_UNLESS; i++)
		tmp->escp[i] = a->escp[i];
#endif
	tmp->tpe[0] = a->tpe[0];
	tmp->tpe[1] = a->tpe[1];
	for (i = 0; i < 6; i++)
	{	tmp->qu[i] = a->qu[i];
		tmp->ty[i] = a->ty[i];
	}
	tmp->tp    = (char *) emalloc(strlen(a->tp)+1);
	strcpy(tmp->tp, a->tp);
	tmp->t_id  = a->t_id;
	tmp->forw  = a->forw;
	tmp->back  = a->back;
	return tmp;
}

#ifndef NOREDUCE
int
srinc_set(int n)
{	if (n <= 2) return LOCAL;
	if (n <= 2+  DELTA) return Q_FULL_F; /* 's' or nfull  */
	if (n <= 2+2*DELTA) return Q_EMPT_F; /* 'r' or nempty */
	if (n <= 2+3*DELTA) return Q_EMPT_T; /* empty */
	if (n <= 2+4*DELTA) return Q_FULL_T; /* full  */
	if (n ==   5*DELTA) return GLOBAL;
	if (n ==   6*DELTA) return TIMEOUT_F;
	if (n ==   7*DELTA) return ALPHA_F;
	Uerror("cannot happen srinc_class");
	return BAD;
}
int
srunc(int n, int m)
{	switch(m) {
	case Q_FULL_F: return n-2;
	case Q_EMPT_F: return n-2-DELTA;
	case Q_EMPT_T: return n-2-2*DELTA;
	case Q_FULL_T: return n-2-3*DELTA;
	case ALPHA_F:
	case TIMEOUT_F: return 257; /* non-zero, and > MAXQ */
	}
	Uerror("cannot happen srunc");
	return 0;
}
#endif
int cnt;
#ifdef HAS_UNLESS
int
isthere(Trans *a, int b)
{	Trans *t;
	for (t = a; t; t = t->nxt)
		if (t->t_id == b)
			return 1;
	return 0;
}
#endif
#ifndef NOREDUCE
int
mark_safety(Trans *t) /* for conditional safety */
{	int g = 0, i, j, k;

	if (!t) return 0;
	if (t->qu[0])
		return (t->qu[1])?2:1;	/* marked */

	for (i = 0; i < 2; i++)
	{	j = srinc_set(t->tpe[i]);
		if (j >= GLOBAL && j != ALPHA_F)
			return -1;
		if (j != LOCAL)
		{	k = srunc(t->tpe[i], j);
			if (g == 0
			||  t->qu[0] != k
			||  t->ty[0] != j)
			{	t->qu[g] = k;
				t->ty[g] = j;
				g++;
	}	}	}
	return g;
}
#endif
void
retrans(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
	/* process n, with m states, is=initial state */
{	Trans *T0, *T1, *T2, *T3;
	Trans *T4, *T5; /* t_reverse or has_unless */
	int i;
#if defined(HAS_UNLESS) || !defined(NOREDUCE)
	int k;
#endif
#ifndef NOREDUCE
	int g, h, j, aa;
#endif
#ifdef HAS_UNLESS
	int p;
#endif
	if (state_tables >= 4)
	{	printf("STEP 1 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	do {
		for (i = 1, cnt = 0; i < m; i++)
		{	T2 = trans[n][i];
			T1 = T2?T2->nxt:(Trans *)0;
/* prescan: */		for (T0 = T1; T0; T0 = T0->nxt)
/* choice in choice */	{	if (T0->st && trans[n][T0->st]
				&&  trans[n][T0->st]->nxt)
					break;
			}
#if 0
		if (T0)
		printf("\tstate %d / %d: choice in choice\n",
		i, T0->st);
#endif
			if (T0)
			for (T0 = T1; T0; T0 = T0->nxt)
			{	T3 = trans[n][T0->st];
				if (!T3->nxt)
				{	T2->nxt = cpytr(T0);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
					continue;
				}
				do {	T3 = T3->nxt;
					T2->nxt = cpytr(T3);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
				} while (T3->nxt);
				cnt++;
			}
		}
	} while (cnt);
	if (state_tables >= 3)
	{	printf("STEP 2 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	for (i = 1; i < m; i++)
	{	if (trans[n][i] && trans[n][i]->nxt) /* optimize */
		{	T1 = trans[n][i]->nxt;
#if 0
			printf("\t\tpull %d (%d) to %d\n",
			T1->st, T1->forw, i);
#endif
			srcln[i] = srcln[T1->st];	/* Oyvind Teig, 5.2.0 */

			if (!trans[n][T1->st]) continue;
			T0 = cpytr(trans[n][T1->st]);
			trans[n][i] = T0;
			reach[T1->st] = 1;
			imed(T0, T1->st, n, i);
			for (T1 = T1->nxt; T1; T1 = T1->nxt)
			{
#if 0
			printf("\t\tpull %d (%d) to %d\n",
				T1->st, T1->forw, i);
#endif
		/*		srcln[i] = srcln[T1->st];  gh: not useful */
				if (!trans[n][T1->st]) continue;
				T0->nxt = cpytr(trans[n][T1->st]);
				T0 = T0->nxt;
				reach[T1->st] = 1;
				imed(T0, T1->st, n, i);
	}	}	}
	if (state_tables >= 2)
	{	printf("STEP 3 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
#ifdef HAS_UNLESS
	for (i = 1; i < m; i++)
	{	if (!trans[n][i]) continue;
		/* check for each state i if an
		 * escape to some state p is defined
		 * if so, copy and mark p's transitions
		 * and prepend them to the transition-
		 * list of state i
		 */
	 if (!like_java) /* the default */
	 {	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->e_trans = p;
				T2->nxt = trans[n][i];
				trans[n][i] = T2;
		}	}
	 } else /* outermost unless checked first */
	 {	T4 = T3 = (Trans *) 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->nxt = (Trans *) 0;
				T2->e_trans = p;
				if (T3)	T3->nxt = T2;
				else	T4 = T2;
				T3 = T2;
		}	}
		if (T4)
		{	T3->nxt = trans[n][i];
			trans[n][i] = T4;
		}
	 }
	}
#endif
#ifndef NOREDUCE
	for (i = 1; i < m; i++)
	{	if (a_cycles)
		{ /* moves through these states are visible */
	#if PROG_LAB>0 && defined(HAS_NP)
			if (progstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (progstate[n][T1->st])
					goto degrade;
	#endif
			if (accpstate[n][i] || visstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (accpstate[n][T1->st])
					goto degrade;
		}
		T1 = trans[n][i];
		if (!T1) continue;
		g = mark_safety(T1);	/* V3.3.1 */
		if (g < 0) goto degrade; /* global */
		/* check if mixing of guards preserves reduction */
		if (T1->nxt)
		{	k = 0;
			for (T0 = T1; T0; T0 = T0->nxt)
			{	if (!(T0->atom&8))
					goto degrade;
				for (aa = 0; aa < 2; aa++)
				{	j = srinc_set(T0->tpe[aa]);
					if (j >= GLOBAL && j != ALPHA_F)
						goto degrade;
					if (T0->tpe[aa]
					&&  T0->tpe[aa]
					!=  T1->tpe[0])
						k = 1;
			}	}
			/* g = 0;	V3.3.1 */
			if (k)	/* non-uniform selection */
			for (T0 = T1; T0; T0 = T0->nxt)
			for (aa = 0; aa < 2; aa++)
			{	j = srinc_set(T0->tpe[aa]);
				if (j != LOCAL)
				{	k = srunc(T0->tpe[aa], j);
					for (h = 0; h < 6; h++)
						if (T1->qu[h] == k
						&&  T1->ty[h] == j)
							break;
					if (h >= 6)
					{	T1->qu[g%6] = k;
						T1->ty[g%6] = j;
						g++;
			}	}	}
			if (g > 6)
			{	T1->qu[0] = 0;	/* turn it off */
				printf("pan: warning, line %d, ",
					srcln[i]);
			 	printf("too many stmnt types (%d)",
					g);
			  	printf(" in selection\n");
			  goto degrade;
			}
		}
		/* mark all options global if >=1 is global */
		for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			if (!(T1->atom&8)) break;
		if (T1)
degrade:	for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			T1->atom &= ~8;	/* mark as unsafe */
		/* can only mix 'r's or 's's if on same chan */
		/* and not mixed with other local operations */
		T1 = trans[n][i];
		if (!T1 || T1->qu[0]) continue;
		j = T1->tpe[0];
		if (T1->nxt && T1->atom&8)
		{ if (j == 5*DELTA)
		  {	printf("warning: line %d ", srcln[i]);
			printf("mixed condition ");
			printf("(defeats reduction)\n");
			goto degrade;
		  }
		  for (T0 = T1; T0; T0 = T0->nxt)
		  for (aa = 0; aa < 2; aa++)
		  if  (T0->tpe[aa] && T0->tpe[aa] != j)
		  {	printf("warning: line %d ", srcln[i]);
			printf("[%d-%d] mixed %stion ",
				T0->tpe[aa], j, 
				(j==5*DELTA)?"condi":"selec");
			printf("(defeats reduction)\n");
			printf("	'%s' <-> '%s'\n",
				T1->tp, T0->tp);
			goto degrade;
		} }
	}
#endif
	for (i = 1; i < m; i++)
	{	T2 = trans[n][i];
		if (!T2
		||  T2->nxt
		||  strncmp(T2->tp, ".(goto)", 7)
		||  !stopstate[n][i])
			continue;
		stopstate[n][T2->st] = 1;
	}
	if (state_tables && !verbose)
	{	if (dodot)
		{	char buf[256], *q = buf, *p = procname[n];
			while (*p != '\0')
			{	if (*p != ':')
				{	*q++ = *p;
				}
				p++;
			}
			*q = '\0';
			printf("digraph ");
			switch (Btypes[n]) {
			case I_PROC:  printf("init {\n"); break;
			case N_CLAIM: printf("claim_%s {\n", buf); break;
			case E_TRACE: printf("notrace {\n"); break;
			case N_TRACE: printf("trace {\n"); break;
			default:      printf("p_%s {\n", buf); break;
			}
			printf("size=\"8,10\";\n");
			printf("  GT [shape=box,style=dotted,label=\"%s\"];\n", buf);
			printf("  GT -> S%d;\n", is);
		} else
		{	switch (Btypes[n]) {
			case I_PROC:  printf("init\n"); break;
			case N_CLAIM: printf("claim %s\n", procname[n]); break;
			case E_TRACE: printf("notrace assertion\n"); break;
			case N_TRACE: printf("trace assertion\n"); break;
			default:      printf("proctype %s\n", procname[n]); break;
		}	}
		for (i = 1; i < m; i++)
		{	reach[i] = 1;
		}
		tagtable(n, m, is, srcln, reach);
		if (dodot) printf("}\n");
	} else
	for (i = 1; i < m; i++)
	{	int nrelse;
		if (Btypes[n] != N_CLAIM)
		{	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			{	if (T0->st == i
				&& strcmp(T0->tp, "(1)") == 0)
				{	printf("error: proctype '%s' ",
						procname[n]);
		  			printf("line %d, state %d: has un",
						srcln[i], i);
					printf("conditional self-loop\n");
					pan_exit(1);
		}	}	}
		nrelse = 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		{	if (strcmp(T0->tp, "else") == 0)
				nrelse++;
		}
		if (nrelse > 1)
		{	printf("error: proctype '%s' state",
				procname[n]);
		  	printf(" %d, inherits %d", i, nrelse);
		  	printf(" 'else' stmnts\n");
			pan_exit(1);
	}	}
#if !defined(LOOPSTATE) && !defined(BFS_PAR)
	if (state_tables)
#endif
	do_dfs(n, m, is, srcln, reach, lpstate);

	if (!t_reverse)
	{	return;
	}
	/* process n, with m states, is=initial state -- reverse list */
	if (!state_tables && Btypes[n] != N_CLAIM)
	{	for (i = 1; i < m; i++)
		{	Trans *Tx = (Trans *) 0; /* list of escapes */
			Trans *Ty = (Trans *) 0; /* its tail element */
			T1 = (Trans *) 0; /* reversed list */
			T2 = (Trans *) 0; /* its tail */
			T3 = (Trans *) 0; /* remembers possible 'else' */

			/* find unless-escapes, they should go first */
			T4 = T5 = T0 = trans[n][i];
	#ifdef HAS_UNLESS
			while (T4 && T4->e_trans) /* escapes are first in orig list */
			{	T5 = T4;	  /* remember predecessor */
				T4 = T4->nxt;
			}
	#endif
			/* T4 points to first non-escape, T5 to its parent, T0 to original list */
			if (T4 != T0)		 /* there was at least one escape */
			{	T3 = T5->nxt;		 /* start of non-escapes */
				T5->nxt = (Trans *) 0;	 /* separate */
				Tx = T0;		 /* start of the escapes */
				Ty = T5;		 /* its tail */
				T0 = T3;		 /* the rest, to be reversed */
			}
			/* T0 points to first non-escape, Tx to the list of escapes, Ty to its tail */

			/* first tail-add non-escape transitions, reversed */
			T3 = (Trans *) 0;
			for (T5 = T0; T5; T5 = T4)
			{	T4 = T5->nxt;
	#ifdef HAS_UNLESS
				if (T5->e_trans)
				{	printf("error: cannot happen!\n");
					continue;
				}
	#endif
				if (strcmp(T5->tp, "else") == 0)
				{	T3 = T5;
					T5->nxt = (Trans *) 0;
				} else
				{	T5->nxt = T1;
					if (!T1) { T2 = T5; }
					T1 = T5;
			}	}
			/* T3 points to a possible else, which is removed from the list */
			/* T1 points to the reversed list so far (without escapes) */
			/* T2 points to the tail element -- where the else should go */
			if (T2 && T3)
			{	T2->nxt = T3;	/* add else */
			} else
			{	if (T3) /* there was an else, but there's no tail */
				{	if (!T1)	/* and no reversed list */
					{	T1 = T3; /* odd, but possible */
					} else		/* even stranger */
					{	T1->nxt = T3;
			}	}	}

			/* add in the escapes, to that they appear at the front */
			if (Tx && Ty) { Ty->nxt = T1; T1 = Tx; }

			trans[n][i] = T1;
			/* reversed, with escapes first and else last */
	}	}
	if (state_tables && verbose)
	{	printf("FINAL proctype %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
	}
}
void
imed(Trans *T, int v, int n, int j)	/* set intermediate state */
{	progstate[n][T->st] |= progstate[n][v];
	accpstate[n][T->st] |= accpstate[n][v];
	stopstate[n][T->st] |= stopstate[n][v];
	mapstate[n][j] = T->st;
}
void
tagtable(int n, int m, int is, short srcln[], uchar reach[])
{	Trans *z;

	if (is >= m || !trans[n][is]
	||  is <= 0 || reach[is] == 0)
		return;
	reach[is] = 0;
	if (state_tables)
	for (z = trans[n][is]; z; z = z->nxt)
	{	if (dodot)
			dot_crack(n, is, z);
		else
			crack(n, is, z, srcln);
	}

	for (z = trans[n][is]; z; z = z->nxt)
	{
#ifdef HAS_UNLESS
		int i, j;
#endif
		tagtable(n, m, z->st, srcln, reach);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			tagtable(n, m, j, srcln, reach);
		}
#endif
	}
}

extern Trans *t_id_lkup[];

void
dfs_table(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	Trans *z;

	if (is >= m || is <= 0 || !trans[n][is])
		return;
	if ((reach[is] & (4|8|16)) != 0)
	{	if ((reach[is] & (8|16)) == 16)	/* on stack, not yet recorded */
		{	lpstate[is] = 1;
			reach[is] |= 8; /* recorded */
			if (state_tables && verbose)
			{	printf("state %d line %d is a loopstate\n", is, srcln[is]);
		}	}
		return;
	}
	reach[is] |= (4|16);	/* visited | onstack */
	for (z = trans[n][is]; z; z = z->nxt)
	{	t_id_lkup[z->t_id] = z;
#ifdef HAS_UNLESS
		int i, j;
#endif
		dfs_table(n, m, z->st, srcln, reach, lpstate);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			dfs_table(n, m, j, srcln, reach, lpstate);
		}
#endif
	}
	reach[is] &= ~16; /* no longer on stack */
}
void
do_dfs(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	int i;
	dfs_table(n, m, is, srcln, reach, lpstate);
	for (i = 0; i < m; i++)
		reach[i] &= ~(4|8|16);
}
void
crack(int n, int j, Trans *z, short srcln[])
{	int i;

	if (!z) return;
	printf("	state %3d -(tr %3d)-> state %3d  ",
		j, z->forw, z->st);
	printf("[id %3d tp %3d", z->t_id, z->tpe[0]);
	if (z->tpe[1]) printf(",%d", z->tpe[1]);
#ifdef HAS_UNLESS
	if (z->e_trans)
		printf(" org %3d", z->e_trans);
	else if (state_tables >= 2)
	for (i = 0; i < HAS_UNLESS; i++)
	{	if (!z->escp[i]) break;
		printf(" esc %d", z->escp[i]);
	}
#endif
	printf("]");
	printf(" [%s%s%s%s%s] %s:%d => ",
		z->atom&6?"A":z->atom&32?"D":"-",
		accpstate[n][j]?"a" :"-",
		stopstate[n][j]?"e" : "-",
		progstate[n][j]?"p" : "-",
		z->atom & 8 ?"L":"G",
		PanSource, srcln[j]);
	for (i = 0; z->tp[i]; i++)
		if (z->tp[i] == '\n')
			printf("\\n");
		else
			putchar(z->tp[i]);
	if (verbose && z->qu[0])
	{	printf("\t[");
		for (i = 0; i < 6; i++)
			if (z->qu[i])
				printf("(%d,%d)",
				z->qu[i], z->ty[i]);
		printf("]");
	}
	printf("\n");
	fflush(stdout);
}
/* spin -a m.pml; cc -o pan pan.c; ./pan -D | dot -Tps > foo.ps; ps2pdf foo.ps */
void
dot_crack(int n, int j, Trans *z)
{	int i;

	if (!z) return;
	printf("	S%d -> S%d  [color=black", j, z->st);

	if (z->atom&6) printf(",style=dashed");
	else if (z->atom&32) printf(",style=dotted");
	else if (z->atom&8) printf(",style=solid");
	else printf(",style=bold");

	printf(",label=\"");
	for (i = 0; z->tp[i]; i++)
	{	if (z->tp[i] == '\\'
		&&  z->tp[i+1] == 'n')
		{	i++; printf(" ");
		} else
		{	putchar(z->tp[i]);
	}	}
	printf("\"];\n");
	if (accpstate[n][j]) printf("  S%d [color=red,style=bold];\n", j);
	else if (progstate[n][j]) printf("  S%d [color=green,style=bold];\n", j);
	if (stopstate[n][j]) printf("  S%d [color=blue,style=bold,shape=box];\n", j);
}

#ifdef VAR_RANGES
#define BYTESIZE	32	/* 2^8 : 2^3 = 256:8 = 32 */

typedef struct Vr_Ptr {
	char	*nm;
	uchar	vals[BYTESIZE];
	struct Vr_Ptr *nxt;
} Vr_Ptr;
Vr_Ptr *ranges = (Vr_Ptr *) 0;

void
logval(char *s, int v)
{	Vr_Ptr *tmp;

	if (v<0 || v > 255) return;
	for (tmp = ranges; tmp; tmp = tmp->nxt)
		if (!strcmp(tmp->nm, s))
			goto found;
	tmp = (Vr_Ptr *) emalloc(sizeof(Vr_Ptr));
	tmp->nxt = ranges;
	ranges = tmp;
	tmp->nm = s;
found:
	tmp->vals[(v)/8] |= 1<<((v)%8);
}

void
dumpval(uchar X[], int range)
{	int w, x, i, j = -1;

	for (w = i = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
from:		if ((X[w] & (1<<x)))
		{	printf("%d", i);
			j = i;
			goto upto;
	}	}
	return;
	for (w = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
upto:		if (!(X[w] & (1<<x)))
		{	if (i-1 == j)
				printf(", ");
			else
				printf("-%d, ", i-1);
			goto from;
	}	}
	if (j >= 0 && j != 255)
		printf("-255");
}

void
dumpranges(void)
{	Vr_Ptr *tmp;
	printf("\nValues assigned within ");
	printf("interval [0..255]:\n");
	for (tmp = ranges; tmp; tmp = tmp->nxt)
	{	printf("\t%s\t: ", tmp->nm);
		dumpval(tmp->vals, BYTESIZE);
		printf("\n");
	}
}
#endif

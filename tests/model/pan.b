	switch (t->back) {
	default: Uerror("bad return move");
	case  0: goto R999; /* nothing to undo */

		 /* CLAIM live */
;
		;
		
	case 4: // STATE 6
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC :init: */

	case 5: // STATE 1
		;
		((P1 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 6: // STATE 5
		;
		((P1 *)_this)->i = trpt->bup.ovals[2];
		now.generation[ Index(((P1 *)_this)->i, 5) ] = trpt->bup.ovals[1];
		now.life[ Index(((P1 *)_this)->i, 5) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 7: // STATE 11
		;
		((P1 *)_this)->i = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 9: // STATE 13
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 10: // STATE 14
		;
		((P1 *)_this)->i = trpt->bup.oval;
		;
		goto R999;

	case 11: // STATE 20
		;
		((P1 *)_this)->i = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 14: // STATE 24
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC thread */

	case 15: // STATE 1
		;
	/* 0 */	((P0 *)_this)->rounds = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
		
	case 17: // STATE 5
		;
		((P0 *)_this)->index = trpt->bup.oval;
		;
		goto R999;

	case 18: // STATE 6
		;
	/* 0 */	((P0 *)_this)->index = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 20: // STATE 29
		sv_restor();
		goto R999;

	case 21: // STATE 35
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 22: // STATE 35
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 23: // STATE 37
		;
		now.life[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 24: // STATE 41
		goto R999;

	case 25: // STATE 39
		;
		((P0 *)_this)->index = trpt->bup.oval;
		;
		goto R999;

	case 26: // STATE 43
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 28: // STATE 64
		sv_restor();
		goto R999;

	case 29: // STATE 71
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		((P0 *)_this)->word = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 30: // STATE 71
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		((P0 *)_this)->word = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
			case 33: // STATE 94
		sv_restor();
		goto R999;

	case 34: // STATE 103
		;
		((P0 *)_this)->name = trpt->bup.ovals[2];
		now.generation[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.ovals[1];
		((P0 *)_this)->own = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 35: // STATE 103
		;
		((P0 *)_this)->name = trpt->bup.ovals[2];
		now.generation[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.ovals[1];
		((P0 *)_this)->own = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
		;
		;
			case 38: // STATE 126
		sv_restor();
		goto R999;

	case 39: // STATE 132
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 40: // STATE 132
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 41: // STATE 134
		;
		now.lock = trpt->bup.oval;
		;
		goto R999;

	case 42: // STATE 136
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 43: // STATE 142
		goto R999;
;
		
	case 44: // STATE 140
		goto R999;

	case 45: // STATE 145
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 47: // STATE 166
		sv_restor();
		goto R999;

	case 48: // STATE 173
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		((P0 *)_this)->word = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 49: // STATE 173
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		((P0 *)_this)->word = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 50: // STATE 175
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 52: // STATE 196
		sv_restor();
		goto R999;

	case 53: // STATE 202
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 54: // STATE 202
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 55: // STATE 204
		;
		now.lock = trpt->bup.oval;
		;
		goto R999;

	case 56: // STATE 206
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 57: // STATE 211
		goto R999;
;
		
	case 58: // STATE 209
		goto R999;
;
		;
		;
		;
			case 61: // STATE 234
		sv_restor();
		goto R999;

	case 62: // STATE 242
		;
		now.dirty = trpt->bup.ovals[1];
		now.recovered = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 63: // STATE 242
		;
		now.dirty = trpt->bup.ovals[1];
		now.recovered = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
			case 66: // STATE 278
		sv_restor();
		goto R999;

	case 67: // STATE 286
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 68: // STATE 286
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
			case 70: // STATE 308
		sv_restor();
		goto R999;

	case 71: // STATE 316
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 72: // STATE 316
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 73: // STATE 319
		;
		now.left_overs[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 75: // STATE 340
		sv_restor();
		goto R999;

	case 76: // STATE 348
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[2];
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 77: // STATE 348
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[2];
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 78: // STATE 352
		;
		((P0 *)_this)->take = trpt->bup.ovals[2];
		((P0 *)_this)->had_bit = trpt->bup.ovals[1];
	/* 0 */	((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;
;
		;
			case 80: // STATE 373
		sv_restor();
		goto R999;

	case 81: // STATE 380
		;
		now.asleep[0] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 82: // STATE 392
		goto R999;

	case 83: // STATE 382
		;
		now.asleep[1] = trpt->bup.oval;
		;
		goto R999;

	case 84: // STATE 384
		;
		now.asleep[2] = trpt->bup.oval;
		;
		goto R999;

	case 85: // STATE 386
		;
		now.asleep[3] = trpt->bup.oval;
		;
		goto R999;

	case 86: // STATE 388
		;
		now.asleep[4] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 87: // STATE 390
		goto R999;

	case 88: // STATE 401
		;
		now.generation[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 90: // STATE 405
		;
		now.left_overs[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.oval;
		;
		goto R999;

	case 91: // STATE 415
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;

	case 92: // STATE 417
		;
		((P0 *)_this)->take = trpt->bup.ovals[1];
		((P0 *)_this)->mine = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 93: // STATE 422
		;
		((P0 *)_this)->own = trpt->bup.ovals[2];
		((P0 *)_this)->take = trpt->bup.ovals[1];
		((P0 *)_this)->mine = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
			case 95: // STATE 444
		sv_restor();
		goto R999;

	case 96: // STATE 451
		;
		((P0 *)_this)->index = trpt->bup.ovals[1];
		now.life[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 97: // STATE 451
		;
		((P0 *)_this)->index = trpt->bup.ovals[1];
		now.life[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 98: // STATE 465
		;
		((P0 *)_this)->got = trpt->bup.ovals[3];
		((P0 *)_this)->name = trpt->bup.ovals[2];
		((P0 *)_this)->word = trpt->bup.ovals[1];
		((P0 *)_this)->index = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;
;
		;
		;
		;
			case 101: // STATE 493
		sv_restor();
		goto R999;

	case 102: // STATE 499
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 103: // STATE 499
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 104: // STATE 501
		;
		now.lock = trpt->bup.oval;
		;
		goto R999;

	case 105: // STATE 503
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 106: // STATE 509
		goto R999;
;
		
	case 107: // STATE 507
		goto R999;

	case 108: // STATE 516
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;

	case 109: // STATE 517
		;
		exclusive = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 111: // STATE 538
		sv_restor();
		goto R999;

	case 112: // STATE 546
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 113: // STATE 546
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
			case 115: // STATE 568
		sv_restor();
		goto R999;

	case 116: // STATE 576
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 117: // STATE 576
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 118: // STATE 579
		;
		exclusive = trpt->bup.oval;
		;
		goto R999;

	case 119: // STATE 580
		;
		((P0 *)_this)->rounds = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 121: // STATE 601
		sv_restor();
		goto R999;

	case 122: // STATE 609
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[2];
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 123: // STATE 609
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[2];
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 124: // STATE 613
		;
		((P0 *)_this)->take = trpt->bup.ovals[2];
		((P0 *)_this)->had_bit = trpt->bup.ovals[1];
	/* 0 */	((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
			case 126: // STATE 634
		sv_restor();
		goto R999;

	case 127: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		now.asleep[0] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 128: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 129: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		now.asleep[1] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 130: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		now.asleep[2] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 131: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		now.asleep[3] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 132: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		now.asleep[4] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 133: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 134: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 135: // STATE 661
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 137: // STATE 683
		sv_restor();
		goto R999;

	case 138: // STATE 689
		;
		((P0 *)_this)->seen = trpt->bup.oval;
		;
		goto R999;

	case 139: // STATE 689
		;
		((P0 *)_this)->seen = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
			case 142: // STATE 712
		sv_restor();
		goto R999;

	case 143: // STATE 718
		;
		((P0 *)_this)->now = trpt->bup.oval;
		;
		goto R999;

	case 144: // STATE 718
		;
		((P0 *)_this)->now = trpt->bup.oval;
		;
		goto R999;

	case 145: // STATE 720
		;
	/* 0 */	((P0 *)_this)->now = trpt->bup.oval;
		;
		;
		goto R999;

	case 146: // STATE 723
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
			case 149: // STATE 745
		sv_restor();
		goto R999;

	case 150: // STATE 751
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 151: // STATE 751
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 152: // STATE 754
		;
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->now = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		
	case 153: // STATE 758
		goto R999;
;
		
	case 154: // STATE 756
		goto R999;

	case 155: // STATE 764
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 157: // STATE 785
		sv_restor();
		goto R999;

	case 158: // STATE 791
		;
		now.asleep[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;

	case 159: // STATE 791
		;
		now.asleep[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 162: // STATE 795
		;
		now.asleep[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;

	case 163: // STATE 797
		;
		now.asleep[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;
	case 164: // STATE 817
		sv_restor();
		goto R999;

	case 165: // STATE 831
		;
		((P0 *)_this)->take = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 167: // STATE 856
		sv_restor();
		goto R999;

	case 168: // STATE 862
		;
		((P0 *)_this)->now = trpt->bup.oval;
		;
		goto R999;

	case 169: // STATE 862
		;
		((P0 *)_this)->now = trpt->bup.oval;
		;
		goto R999;

	case 170: // STATE 864
		;
	/* 0 */	((P0 *)_this)->seen = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 172: // STATE 885
		sv_restor();
		goto R999;

	case 173: // STATE 891
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 174: // STATE 891
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 175: // STATE 893
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
		
	case 177: // STATE 895
		;
		((P0 *)_this)->index = trpt->bup.oval;
		;
		goto R999;

	case 178: // STATE 896
		;
	/* 0 */	((P0 *)_this)->index = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 180: // STATE 919
		sv_restor();
		goto R999;

	case 181: // STATE 925
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 182: // STATE 925
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 183: // STATE 927
		;
		now.life[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 184: // STATE 931
		goto R999;

	case 185: // STATE 929
		;
		((P0 *)_this)->index = trpt->bup.oval;
		;
		goto R999;

	case 186: // STATE 933
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 188: // STATE 954
		sv_restor();
		goto R999;

	case 189: // STATE 961
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		((P0 *)_this)->word = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 190: // STATE 961
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		((P0 *)_this)->word = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
			case 193: // STATE 984
		sv_restor();
		goto R999;

	case 194: // STATE 993
		;
		((P0 *)_this)->name = trpt->bup.ovals[2];
		now.generation[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.ovals[1];
		((P0 *)_this)->own = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 195: // STATE 993
		;
		((P0 *)_this)->name = trpt->bup.ovals[2];
		now.generation[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.ovals[1];
		((P0 *)_this)->own = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
		;
		;
			case 198: // STATE 1016
		sv_restor();
		goto R999;

	case 199: // STATE 1022
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 200: // STATE 1022
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 201: // STATE 1024
		;
		now.lock = trpt->bup.oval;
		;
		goto R999;

	case 202: // STATE 1026
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 203: // STATE 1032
		goto R999;
;
		
	case 204: // STATE 1030
		goto R999;

	case 205: // STATE 1035
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 207: // STATE 1056
		sv_restor();
		goto R999;

	case 208: // STATE 1063
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		((P0 *)_this)->word = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 209: // STATE 1063
		;
		((P0 *)_this)->got = trpt->bup.ovals[1];
		((P0 *)_this)->word = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 210: // STATE 1065
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 212: // STATE 1086
		sv_restor();
		goto R999;

	case 213: // STATE 1092
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 214: // STATE 1092
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 215: // STATE 1094
		;
		now.lock = trpt->bup.oval;
		;
		goto R999;

	case 216: // STATE 1096
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 217: // STATE 1101
		goto R999;
;
		
	case 218: // STATE 1099
		goto R999;
;
		;
		;
		;
			case 221: // STATE 1124
		sv_restor();
		goto R999;

	case 222: // STATE 1132
		;
		now.dirty = trpt->bup.ovals[1];
		now.recovered = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 223: // STATE 1132
		;
		now.dirty = trpt->bup.ovals[1];
		now.recovered = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
			case 226: // STATE 1168
		sv_restor();
		goto R999;

	case 227: // STATE 1176
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 228: // STATE 1176
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
			case 230: // STATE 1198
		sv_restor();
		goto R999;

	case 231: // STATE 1206
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 232: // STATE 1206
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 233: // STATE 1209
		;
		now.left_overs[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 235: // STATE 1230
		sv_restor();
		goto R999;

	case 236: // STATE 1238
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[2];
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 237: // STATE 1238
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[2];
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 238: // STATE 1242
		;
		((P0 *)_this)->take = trpt->bup.ovals[2];
		((P0 *)_this)->had_bit = trpt->bup.ovals[1];
	/* 0 */	((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;
;
		;
			case 240: // STATE 1263
		sv_restor();
		goto R999;

	case 241: // STATE 1270
		;
		now.asleep[0] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 242: // STATE 1282
		goto R999;

	case 243: // STATE 1272
		;
		now.asleep[1] = trpt->bup.oval;
		;
		goto R999;

	case 244: // STATE 1274
		;
		now.asleep[2] = trpt->bup.oval;
		;
		goto R999;

	case 245: // STATE 1276
		;
		now.asleep[3] = trpt->bup.oval;
		;
		goto R999;

	case 246: // STATE 1278
		;
		now.asleep[4] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 247: // STATE 1280
		goto R999;

	case 248: // STATE 1291
		;
		now.generation[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 250: // STATE 1295
		;
		now.left_overs[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.oval;
		;
		goto R999;

	case 251: // STATE 1305
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;

	case 252: // STATE 1307
		;
		((P0 *)_this)->take = trpt->bup.ovals[1];
		((P0 *)_this)->mine = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 253: // STATE 1312
		;
		((P0 *)_this)->own = trpt->bup.ovals[2];
		((P0 *)_this)->take = trpt->bup.ovals[1];
		((P0 *)_this)->mine = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
			case 255: // STATE 1334
		sv_restor();
		goto R999;

	case 256: // STATE 1341
		;
		((P0 *)_this)->index = trpt->bup.ovals[1];
		now.life[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 257: // STATE 1341
		;
		((P0 *)_this)->index = trpt->bup.ovals[1];
		now.life[ Index(((P0 *)_this)->index, 5) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 258: // STATE 1355
		;
		((P0 *)_this)->got = trpt->bup.ovals[3];
		((P0 *)_this)->name = trpt->bup.ovals[2];
		((P0 *)_this)->word = trpt->bup.ovals[1];
		((P0 *)_this)->index = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;
;
		;
		;
		;
			case 261: // STATE 1383
		sv_restor();
		goto R999;

	case 262: // STATE 1389
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 263: // STATE 1389
		;
		((P0 *)_this)->got = trpt->bup.oval;
		;
		goto R999;

	case 264: // STATE 1391
		;
		now.lock = trpt->bup.oval;
		;
		goto R999;

	case 265: // STATE 1393
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 266: // STATE 1398
		goto R999;
;
		
	case 267: // STATE 1396
		goto R999;
;
		;
		;
		;
			case 270: // STATE 1421
		sv_restor();
		goto R999;

	case 271: // STATE 1429
		;
		now.dirty = trpt->bup.ovals[1];
		now.recovered = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 272: // STATE 1429
		;
		now.dirty = trpt->bup.ovals[1];
		now.recovered = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 273: // STATE 1436
		;
	/* 0 */	((P0 *)_this)->got = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 275: // STATE 1457
		sv_restor();
		goto R999;

	case 276: // STATE 1465
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 277: // STATE 1465
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
			case 279: // STATE 1487
		sv_restor();
		goto R999;

	case 280: // STATE 1495
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 281: // STATE 1495
		;
		now.changing[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[1];
		now.dirty = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
			case 283: // STATE 1518
		sv_restor();
		goto R999;

	case 284: // STATE 1526
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[2];
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 285: // STATE 1526
		;
		now.inside[ Index(((P0 *)_this)->me, 5) ] = trpt->bup.ovals[2];
		now.lock = trpt->bup.ovals[1];
		((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 286: // STATE 1530
		;
		((P0 *)_this)->take = trpt->bup.ovals[2];
		((P0 *)_this)->had_bit = trpt->bup.ovals[1];
	/* 0 */	((P0 *)_this)->had_bit = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
			case 288: // STATE 1551
		sv_restor();
		goto R999;

	case 289: // STATE 1558
		;
		now.asleep[0] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 290: // STATE 1570
		goto R999;

	case 291: // STATE 1560
		;
		now.asleep[1] = trpt->bup.oval;
		;
		goto R999;

	case 292: // STATE 1562
		;
		now.asleep[2] = trpt->bup.oval;
		;
		goto R999;

	case 293: // STATE 1564
		;
		now.asleep[3] = trpt->bup.oval;
		;
		goto R999;

	case 294: // STATE 1566
		;
		now.asleep[4] = trpt->bup.oval;
		;
		goto R999;
;
		
	case 295: // STATE 1568
		goto R999;

	case 296: // STATE 1601
		;
		((P0 *)_this)->got = trpt->bup.ovals[2];
		((P0 *)_this)->now = trpt->bup.ovals[1];
		((P0 *)_this)->seen = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 297: // STATE 1609
		;
	/* 0 */	((P0 *)_this)->mine = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
			case 299: // STATE 1630
		sv_restor();
		goto R999;

	case 300: // STATE 1639
		;
		((P0 *)_this)->take = trpt->bup.ovals[3];
		((P0 *)_this)->mine = trpt->bup.ovals[2];
		((P0 *)_this)->own = trpt->bup.ovals[1];
		now.life[ Index(((P0 *)_this)->own, 5) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 301: // STATE 1639
		;
		((P0 *)_this)->take = trpt->bup.ovals[3];
		((P0 *)_this)->mine = trpt->bup.ovals[2];
		((P0 *)_this)->own = trpt->bup.ovals[1];
		now.life[ Index(((P0 *)_this)->own, 5) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 302: // STATE 1656
		;
		((P0 *)_this)->had_bit = trpt->bup.ovals[10];
		((P0 *)_this)->got = trpt->bup.ovals[9];
		((P0 *)_this)->rounds = trpt->bup.ovals[8];
		((P0 *)_this)->now = trpt->bup.ovals[7];
		((P0 *)_this)->seen = trpt->bup.ovals[6];
		((P0 *)_this)->name = trpt->bup.ovals[5];
		((P0 *)_this)->word = trpt->bup.ovals[4];
		((P0 *)_this)->index = trpt->bup.ovals[3];
		((P0 *)_this)->own = trpt->bup.ovals[2];
		((P0 *)_this)->take = trpt->bup.ovals[1];
		((P0 *)_this)->mine = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 11);
		goto R999;

	case 303: // STATE 1658
		;
		now.newcomers = trpt->bup.oval;
		;
		goto R999;
;
		
	case 304: // STATE 1660
		goto R999;

	case 305: // STATE 1664
		;
		now.ended = trpt->bup.oval;
		;
		goto R999;

	case 306: // STATE 1665
		;
		p_restor(II);
		;
		;
		goto R999;
	}


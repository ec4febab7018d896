#define rand	pan_rand
#define pthread_equal(a,b)	((a)==(b))
#if defined(HAS_CODE) && defined(VERBOSE)
	#ifdef BFS_PAR
		bfs_printf("Pr: %d Tr: %d\n", II, t->forw);
	#else
		cpu_printf("Pr: %d Tr: %d\n", II, t->forw);
	#endif
#endif
	switch (t->forw) {
	default: Uerror("bad forward move");
	case 0:	/* if without executable clauses */
		continue;
	case 1: /* generic 'goto' or 'skip' */
		IfNotBlocked
		_m = 3; goto P999;
	case 2: /* generic 'else' */
		IfNotBlocked
		if (trpt->o_pm&1) continue;
		_m = 3; goto P999;

		 /* CLAIM live */
	case 3: // STATE 1 - _spin_nvr.tmp:4 - [(!((ended==(((3+1)-1)+0))))] (0:0:0 - 1)
		
#if defined(VERI) && !defined(NP)
#if NCLAIMS>1
		{	static int reported1 = 0;
			if (verbose && !reported1)
			{	int nn = (int) ((Pclaim *)pptr(0))->_n;
				printf("depth %ld: Claim %s (%d), state %d (line %d)\n",
					depth, procname[spin_c_typ[nn]], nn, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported1 = 1;
				fflush(stdout);
		}	}
#else
		{	static int reported1 = 0;
			if (verbose && !reported1)
			{	printf("depth %d: Claim, state %d (line %d)\n",
					(int) depth, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported1 = 1;
				fflush(stdout);
		}	}
#endif
#endif
		reached[2][1] = 1;
		if (!( !((((int)now.ended)==(((3+1)-1)+0)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 4: // STATE 6 - _spin_nvr.tmp:6 - [-end-] (0:0:0 - 1)
		
#if defined(VERI) && !defined(NP)
#if NCLAIMS>1
		{	static int reported6 = 0;
			if (verbose && !reported6)
			{	int nn = (int) ((Pclaim *)pptr(0))->_n;
				printf("depth %ld: Claim %s (%d), state %d (line %d)\n",
					depth, procname[spin_c_typ[nn]], nn, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported6 = 1;
				fflush(stdout);
		}	}
#else
		{	static int reported6 = 0;
			if (verbose && !reported6)
			{	printf("depth %d: Claim, state %d (line %d)\n",
					(int) depth, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported6 = 1;
				fflush(stdout);
		}	}
#endif
#endif
		reached[2][6] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC :init: */
	case 5: // STATE 1 - /work/main/tests/model/lock.pml:399 - [i = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[1][1] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->i);
		((P1 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P1 *)_this)->i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 6: // STATE 2 - /work/main/tests/model/lock.pml:399 - [((i<=(3-1)))] (8:0:3 - 1)
		IfNotBlocked
		reached[1][2] = 1;
		if (!((((int)((P1 *)_this)->i)<=(3-1))))
			continue;
		/* merge: life[i] = (i+1)(8, 3, 8) */
		reached[1][3] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.life[ Index(((int)((P1 *)_this)->i), 5) ]);
		now.life[ Index(((P1 *)_this)->i, 5) ] = (((int)((P1 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval("life[:init::i]", ((int)now.life[ Index(((int)((P1 *)_this)->i), 5) ]));
#endif
		;
		/* merge: generation[i] = 1(8, 4, 8) */
		reached[1][4] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.generation[ Index(((int)((P1 *)_this)->i), 5) ]);
		now.generation[ Index(((P1 *)_this)->i, 5) ] = 1;
#ifdef VAR_RANGES
		logval("generation[:init::i]", ((int)now.generation[ Index(((int)((P1 *)_this)->i), 5) ]));
#endif
		;
		/* merge: i = (i+1)(8, 5, 8) */
		reached[1][5] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->i);
		((P1 *)_this)->i = (((int)((P1 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P1 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 9, 8) */
		reached[1][9] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 7: // STATE 11 - /work/main/tests/model/lock.pml:401 - [i = 0] (0:17:1 - 3)
		IfNotBlocked
		reached[1][11] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->i);
		((P1 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P1 *)_this)->i));
#endif
		;
		/* merge: .(goto)(0, 18, 17) */
		reached[1][18] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 8: // STATE 12 - /work/main/tests/model/lock.pml:401 - [((i<=(((3+1)-1)-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][12] = 1;
		if (!((((int)((P1 *)_this)->i)<=(((3+1)-1)-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 9: // STATE 13 - /work/main/tests/model/lock.pml:401 - [(run thread(( ((i<3)) -> (i) : (0) ),i))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][13] = 1;
		if (!(addproc(II, 1, 0, ( ((((int)((P1 *)_this)->i)<3)) ? (((int)((P1 *)_this)->i)) : (0) ), ((int)((P1 *)_this)->i))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 10: // STATE 14 - /work/main/tests/model/lock.pml:401 - [i = (i+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][14] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->i);
		((P1 *)_this)->i = (((int)((P1 *)_this)->i)+1);
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P1 *)_this)->i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 11: // STATE 20 - /work/main/tests/model/lock.pml:405 - [i = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[1][20] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->i);
		((P1 *)_this)->i = 0;
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P1 *)_this)->i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 12: // STATE 22 - /work/main/tests/model/lock.pml:407 - [((ended==(((3+1)-1)+0)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][22] = 1;
		if (!((((int)now.ended)==(((3+1)-1)+0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 13: // STATE 23 - /work/main/tests/model/lock.pml:407 - [assert((((recovered+dirty)==lost)&&((lock==0)||(life[((lock&7)-1)]==0))))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][23] = 1;
		spin_assert((((((int)now.recovered)+((int)now.dirty))==((int)now.lost))&&((((int)now.lock)==0)||(((int)now.life[ Index(((((int)now.lock)&7)-1), 5) ])==0))), "(((recovered+dirty)==lost)&&((lock==0)||(life[((lock&7)-1)]==0)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 14: // STATE 24 - /work/main/tests/model/lock.pml:408 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[1][24] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC thread */
	case 15: // STATE 1 - /work/main/tests/model/lock.pml:339 - [((rounds==1))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1] = 1;
		if (!((((int)((P0 *)_this)->rounds)==1)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: rounds */  (trpt+1)->bup.oval = ((P0 *)_this)->rounds;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->rounds = 0;
		_m = 3; goto P999; /* 0 */
	case 16: // STATE 4 - /work/main/tests/model/lock.pml:342 - [(!(mine))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][4] = 1;
		if (!( !(((int)((P0 *)_this)->mine))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 17: // STATE 5 - /work/main/tests/model/lock.pml:211 - [index = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[0][5] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = 0;
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 18: // STATE 6 - /work/main/tests/model/lock.pml:213 - [((mine||(index==(3+(1>0)))))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][6] = 1;
		if (!((((int)((P0 *)_this)->mine)||(((int)((P0 *)_this)->index)==(3+(1>0))))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: index */  (trpt+1)->bup.oval = ((P0 *)_this)->index;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->index = 0;
		_m = 3; goto P999; /* 0 */
	case 19: // STATE 9 - /work/main/tests/model/lock.pml:216 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][9] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 20: // STATE 29 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][29] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_009_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_010_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_011_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_012_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_015_0: /* 2 */
S_013_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_014_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_018_0;
S_018_0: /* 2 */
S_016_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_017_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_021_0;
S_021_0: /* 2 */
S_019_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_020_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_024_0;
S_024_0: /* 2 */
S_022_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_023_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_027_0;
S_027_0: /* 2 */
S_025_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_026_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_030_0;
S_030_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 21: // STATE 32 - /work/main/tests/model/lock.pml:216 - [(1)] (40:0:1 - 1)
		IfNotBlocked
		reached[0][32] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(40, 34, 40) */
		reached[0][34] = 1;
		;
		/* merge: got = (life[index]==0)(40, 35, 40) */
		reached[0][35] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ])==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 22: // STATE 35 - /work/main/tests/model/lock.pml:217 - [got = (life[index]==0)] (0:40:1 - 2)
		IfNotBlocked
		reached[0][35] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ])==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 23: // STATE 36 - /work/main/tests/model/lock.pml:219 - [(got)] (457:0:1 - 1)
		IfNotBlocked
		reached[0][36] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: life[index] = (p+1)(457, 37, 457) */
		reached[0][37] = 1;
		(trpt+1)->bup.oval = ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.life[ Index(((P0 *)_this)->index, 5) ] = (((int)((P0 *)_this)->p)+1);
#ifdef VAR_RANGES
		logval("life[thread:index]", ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: .(goto)(457, 41, 457) */
		reached[0][41] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 24: // STATE 41 - /work/main/tests/model/lock.pml:222 - [.(goto)] (0:457:0 - 2)
		IfNotBlocked
		reached[0][41] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 25: // STATE 39 - /work/main/tests/model/lock.pml:220 - [index = (index+1)] (0:457:1 - 1)
		IfNotBlocked
		reached[0][39] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = (((int)((P0 *)_this)->index)+1);
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: .(goto)(457, 41, 457) */
		reached[0][41] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 26: // STATE 43 - /work/main/tests/model/lock.pml:224 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][43] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 27: // STATE 44 - /work/main/tests/model/lock.pml:226 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][44] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 28: // STATE 64 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][64] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_044_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_045_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_046_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_047_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_050_0: /* 2 */
S_048_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_049_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_053_0;
S_053_0: /* 2 */
S_051_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_052_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_056_0;
S_056_0: /* 2 */
S_054_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_055_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_059_0;
S_059_0: /* 2 */
S_057_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_058_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_062_0;
S_062_0: /* 2 */
S_060_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_061_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_065_0;
S_065_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 29: // STATE 67 - /work/main/tests/model/lock.pml:226 - [(1)] (413:0:2 - 1)
		IfNotBlocked
		reached[0][67] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(413, 69, 413) */
		reached[0][69] = 1;
		;
		/* merge: word = lock(413, 70, 413) */
		reached[0][70] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: got = ((word==0)||(((word&7)-1)!=index))(413, 71, 413) */
		reached[0][71] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = ((((int)((P0 *)_this)->word)==0)||(((((int)((P0 *)_this)->word)&7)-1)!=((int)((P0 *)_this)->index)));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 30: // STATE 70 - /work/main/tests/model/lock.pml:226 - [word = lock] (0:413:2 - 2)
		IfNotBlocked
		reached[0][70] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: got = ((word==0)||(((word&7)-1)!=index))(413, 71, 413) */
		reached[0][71] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = ((((int)((P0 *)_this)->word)==0)||(((((int)((P0 *)_this)->word)&7)-1)!=((int)((P0 *)_this)->index)));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 31: // STATE 73 - /work/main/tests/model/lock.pml:229 - [(got)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][73] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 32: // STATE 74 - /work/main/tests/model/lock.pml:170 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][74] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 33: // STATE 94 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][94] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_074_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_075_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_076_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_077_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_080_0: /* 2 */
S_078_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_079_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_083_0;
S_083_0: /* 2 */
S_081_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_082_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_086_0;
S_086_0: /* 2 */
S_084_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_085_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_089_0;
S_089_0: /* 2 */
S_087_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_088_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_092_0;
S_092_0: /* 2 */
S_090_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_091_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_095_0;
S_095_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 34: // STATE 97 - /work/main/tests/model/lock.pml:170 - [(1)] (408:0:3 - 1)
		IfNotBlocked
		reached[0][97] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(408, 99, 408) */
		reached[0][99] = 1;
		;
		/* merge: own = index(408, 100, 408) */
		reached[0][100] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = ((int)((P0 *)_this)->index);
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		/* merge: generation[index] = (generation[index]+1)(408, 101, 408) */
		reached[0][101] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.generation[ Index(((P0 *)_this)->index, 5) ] = (((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])+1);
#ifdef VAR_RANGES
		logval("generation[thread:index]", ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: assert((generation[index]<16))(408, 102, 408) */
		reached[0][102] = 1;
		spin_assert((((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])<16), "(generation[index]<16)", II, tt, t);
		/* merge: name = (((generation[index]*8)+index)+1)(408, 103, 408) */
		reached[0][103] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->name);
		((P0 *)_this)->name = (((((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])*8)+((int)((P0 *)_this)->index))+1);
#ifdef VAR_RANGES
		logval("thread:name", ((int)((P0 *)_this)->name));
#endif
		;
		_m = 3; goto P999; /* 5 */
	case 35: // STATE 100 - /work/main/tests/model/lock.pml:171 - [own = index] (0:408:3 - 2)
		IfNotBlocked
		reached[0][100] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = ((int)((P0 *)_this)->index);
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		/* merge: generation[index] = (generation[index]+1)(408, 101, 408) */
		reached[0][101] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.generation[ Index(((P0 *)_this)->index, 5) ] = (((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])+1);
#ifdef VAR_RANGES
		logval("generation[thread:index]", ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: assert((generation[index]<16))(408, 102, 408) */
		reached[0][102] = 1;
		spin_assert((((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])<16), "(generation[index]<16)", II, tt, t);
		/* merge: name = (((generation[index]*8)+index)+1)(408, 103, 408) */
		reached[0][103] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->name);
		((P0 *)_this)->name = (((((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])*8)+((int)((P0 *)_this)->index))+1);
#ifdef VAR_RANGES
		logval("thread:name", ((int)((P0 *)_this)->name));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 36: // STATE 105 - /work/main/tests/model/lock.pml:179 - [(left_overs[index])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][105] = 1;
		if (!(((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 37: // STATE 106 - /work/main/tests/model/lock.pml:95 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][106] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 38: // STATE 126 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][126] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_106_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_107_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_108_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_109_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_112_0: /* 2 */
S_110_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_111_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_115_0;
S_115_0: /* 2 */
S_113_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_114_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_118_0;
S_118_0: /* 2 */
S_116_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_117_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_121_0;
S_121_0: /* 2 */
S_119_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_120_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_124_0;
S_124_0: /* 2 */
S_122_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_123_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_127_0;
S_127_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 39: // STATE 129 - /work/main/tests/model/lock.pml:95 - [(1)] (141:0:1 - 1)
		IfNotBlocked
		reached[0][129] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(141, 131, 141) */
		reached[0][131] = 1;
		;
		/* merge: got = (lock==0)(141, 132, 141) */
		reached[0][132] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 40: // STATE 132 - /work/main/tests/model/lock.pml:96 - [got = (lock==0)] (0:141:1 - 2)
		IfNotBlocked
		reached[0][132] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 41: // STATE 133 - /work/main/tests/model/lock.pml:98 - [(got)] (137:0:1 - 1)
		IfNotBlocked
		reached[0][133] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: lock = (name|128)(0, 134, 137) */
		reached[0][134] = 1;
		(trpt+1)->bup.oval = ((int)now.lock);
		now.lock = (((int)((P0 *)_this)->name)|128);
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 42: // STATE 135 - /work/main/tests/model/lock.pml:91 - [assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))] (0:255:1 - 1)
		IfNotBlocked
		reached[0][135] = 1;
		spin_assert((((((((int)now.inside[0])+((int)now.inside[1]))+((int)now.inside[2]))+((int)now.inside[3]))+((int)now.inside[4]))==0), "(((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0)", II, tt, t);
		/* merge: inside[me] = 1(255, 136, 255) */
		reached[0][136] = 1;
		(trpt+1)->bup.oval = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		/* merge: assert(!(dirty))(255, 138, 255) */
		reached[0][138] = 1;
		spin_assert( !(((int)now.dirty)), " !(dirty)", II, tt, t);
		/* merge: .(goto)(255, 142, 255) */
		reached[0][142] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 43: // STATE 142 - /work/main/tests/model/lock.pml:101 - [.(goto)] (0:255:0 - 2)
		IfNotBlocked
		reached[0][142] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 44: // STATE 140 - /work/main/tests/model/lock.pml:99 - [(1)] (255:0:0 - 1)
		IfNotBlocked
		reached[0][140] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(255, 142, 255) */
		reached[0][142] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 45: // STATE 145 - /work/main/tests/model/lock.pml:185 - [(!(got))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][145] = 1;
		if (!( !(((int)((P0 *)_this)->got))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 46: // STATE 146 - /work/main/tests/model/lock.pml:186 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][146] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 47: // STATE 166 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][166] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_146_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_147_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_148_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_149_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_152_0: /* 2 */
S_150_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_151_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_155_0;
S_155_0: /* 2 */
S_153_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_154_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_158_0;
S_158_0: /* 2 */
S_156_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_157_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_161_0;
S_161_0: /* 2 */
S_159_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_160_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_164_0;
S_164_0: /* 2 */
S_162_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_163_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_167_0;
S_167_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 48: // STATE 169 - /work/main/tests/model/lock.pml:186 - [(1)] (251:0:2 - 1)
		IfNotBlocked
		reached[0][169] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(251, 171, 251) */
		reached[0][171] = 1;
		;
		/* merge: word = lock(251, 172, 251) */
		reached[0][172] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: got = (word&&(((life[((word&7)-1)]==0)||(life[((word&7)-1)]==(p+1)))&&!((own==((word&7)-1)))))(251, 173, 251) */
		reached[0][173] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)((P0 *)_this)->word)&&(((((int)now.life[ Index(((((int)((P0 *)_this)->word)&7)-1), 5) ])==0)||(((int)now.life[ Index(((((int)((P0 *)_this)->word)&7)-1), 5) ])==(((int)((P0 *)_this)->p)+1)))&& !((((int)((P0 *)_this)->own)==((((int)((P0 *)_this)->word)&7)-1)))));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 49: // STATE 172 - /work/main/tests/model/lock.pml:186 - [word = lock] (0:251:2 - 2)
		IfNotBlocked
		reached[0][172] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: got = (word&&(((life[((word&7)-1)]==0)||(life[((word&7)-1)]==(p+1)))&&!((own==((word&7)-1)))))(251, 173, 251) */
		reached[0][173] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)((P0 *)_this)->word)&&(((((int)now.life[ Index(((((int)((P0 *)_this)->word)&7)-1), 5) ])==0)||(((int)now.life[ Index(((((int)((P0 *)_this)->word)&7)-1), 5) ])==(((int)((P0 *)_this)->p)+1)))&& !((((int)((P0 *)_this)->own)==((((int)((P0 *)_this)->word)&7)-1)))));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 50: // STATE 175 - /work/main/tests/model/lock.pml:188 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][175] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 51: // STATE 176 - /work/main/tests/model/lock.pml:147 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][176] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 52: // STATE 196 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][196] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_176_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_177_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_178_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_179_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_182_0: /* 2 */
S_180_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_181_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_185_0;
S_185_0: /* 2 */
S_183_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_184_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_188_0;
S_188_0: /* 2 */
S_186_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_187_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_191_0;
S_191_0: /* 2 */
S_189_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_190_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_194_0;
S_194_0: /* 2 */
S_192_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_193_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_197_0;
S_197_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 53: // STATE 199 - /work/main/tests/model/lock.pml:147 - [(1)] (210:0:1 - 1)
		IfNotBlocked
		reached[0][199] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(210, 201, 210) */
		reached[0][201] = 1;
		;
		/* merge: got = (lock==word)(210, 202, 210) */
		reached[0][202] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==((int)((P0 *)_this)->word));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 54: // STATE 202 - /work/main/tests/model/lock.pml:148 - [got = (lock==word)] (0:210:1 - 2)
		IfNotBlocked
		reached[0][202] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==((int)((P0 *)_this)->word));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 55: // STATE 203 - /work/main/tests/model/lock.pml:150 - [(got)] (207:0:1 - 1)
		IfNotBlocked
		reached[0][203] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: lock = (name|128)(0, 204, 207) */
		reached[0][204] = 1;
		(trpt+1)->bup.oval = ((int)now.lock);
		now.lock = (((int)((P0 *)_this)->name)|128);
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 56: // STATE 205 - /work/main/tests/model/lock.pml:91 - [assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))] (0:246:1 - 1)
		IfNotBlocked
		reached[0][205] = 1;
		spin_assert((((((((int)now.inside[0])+((int)now.inside[1]))+((int)now.inside[2]))+((int)now.inside[3]))+((int)now.inside[4]))==0), "(((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0)", II, tt, t);
		/* merge: inside[me] = 1(246, 206, 246) */
		reached[0][206] = 1;
		(trpt+1)->bup.oval = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		/* merge: .(goto)(246, 211, 246) */
		reached[0][211] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 57: // STATE 211 - /work/main/tests/model/lock.pml:153 - [.(goto)] (0:246:0 - 2)
		IfNotBlocked
		reached[0][211] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 58: // STATE 209 - /work/main/tests/model/lock.pml:151 - [(1)] (246:0:0 - 1)
		IfNotBlocked
		reached[0][209] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(246, 211, 246) */
		reached[0][211] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 59: // STATE 213 - /work/main/tests/model/lock.pml:155 - [(got)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][213] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 60: // STATE 214 - /work/main/tests/model/lock.pml:155 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][214] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 61: // STATE 234 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][234] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_214_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_215_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_216_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_217_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_220_0: /* 2 */
S_218_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_219_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_223_0;
S_223_0: /* 2 */
S_221_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_222_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_226_0;
S_226_0: /* 2 */
S_224_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_225_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_229_0;
S_229_0: /* 2 */
S_227_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_228_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_232_0;
S_232_0: /* 2 */
S_230_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_231_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_235_0;
S_235_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 62: // STATE 237 - /work/main/tests/model/lock.pml:155 - [(1)] (402:0:2 - 1)
		IfNotBlocked
		reached[0][237] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(402, 239, 402) */
		reached[0][239] = 1;
		;
		/* merge: assert(inside[me])(402, 240, 402) */
		reached[0][240] = 1;
		spin_assert(((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]), "inside[me]", II, tt, t);
		/* merge: recovered = (recovered+dirty)(402, 241, 402) */
		reached[0][241] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.recovered);
		now.recovered = (((int)now.recovered)+((int)now.dirty));
#ifdef VAR_RANGES
		logval("recovered", ((int)now.recovered));
#endif
		;
		/* merge: dirty = 0(402, 242, 402) */
		reached[0][242] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: .(goto)(0, 247, 402) */
		reached[0][247] = 1;
		;
		/* merge: .(goto)(0, 252, 402) */
		reached[0][252] = 1;
		;
		/* merge: .(goto)(0, 256, 402) */
		reached[0][256] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 63: // STATE 240 - /work/main/tests/model/lock.pml:155 - [assert(inside[me])] (0:402:2 - 2)
		IfNotBlocked
		reached[0][240] = 1;
		spin_assert(((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]), "inside[me]", II, tt, t);
		/* merge: recovered = (recovered+dirty)(402, 241, 402) */
		reached[0][241] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.recovered);
		now.recovered = (((int)now.recovered)+((int)now.dirty));
#ifdef VAR_RANGES
		logval("recovered", ((int)now.recovered));
#endif
		;
		/* merge: dirty = 0(402, 242, 402) */
		reached[0][242] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: .(goto)(0, 247, 402) */
		reached[0][247] = 1;
		;
		/* merge: .(goto)(0, 252, 402) */
		reached[0][252] = 1;
		;
		/* merge: .(goto)(0, 256, 402) */
		reached[0][256] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 64: // STATE 257 - /work/main/tests/model/lock.pml:194 - [(got)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][257] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 65: // STATE 258 - /work/main/tests/model/lock.pml:140 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][258] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 66: // STATE 278 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][278] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_258_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_259_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_260_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_261_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_264_0: /* 2 */
S_262_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_263_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_267_0;
S_267_0: /* 2 */
S_265_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_266_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_270_0;
S_270_0: /* 2 */
S_268_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_269_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_273_0;
S_273_0: /* 2 */
S_271_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_272_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_276_0;
S_276_0: /* 2 */
S_274_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_275_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_279_0;
S_279_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 67: // STATE 281 - /work/main/tests/model/lock.pml:140 - [(1)] (317:0:2 - 1)
		IfNotBlocked
		reached[0][281] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(317, 283, 317) */
		reached[0][283] = 1;
		;
		/* merge: assert((inside[me]&&!(dirty)))(317, 284, 317) */
		reached[0][284] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&& !(((int)now.dirty))), "(inside[me]&& !(dirty))", II, tt, t);
		/* merge: dirty = 1(317, 285, 317) */
		reached[0][285] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 1;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 1(317, 286, 317) */
		reached[0][286] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 68: // STATE 284 - /work/main/tests/model/lock.pml:140 - [assert((inside[me]&&!(dirty)))] (0:317:2 - 2)
		IfNotBlocked
		reached[0][284] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&& !(((int)now.dirty))), "(inside[me]&& !(dirty))", II, tt, t);
		/* merge: dirty = 1(317, 285, 317) */
		reached[0][285] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 1;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 1(317, 286, 317) */
		reached[0][286] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 69: // STATE 288 - /work/main/tests/model/lock.pml:141 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][288] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 70: // STATE 308 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][308] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_288_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_289_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_290_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_291_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_294_0: /* 2 */
S_292_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_293_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_297_0;
S_297_0: /* 2 */
S_295_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_296_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_300_0;
S_300_0: /* 2 */
S_298_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_299_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_303_0;
S_303_0: /* 2 */
S_301_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_302_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_306_0;
S_306_0: /* 2 */
S_304_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_305_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_309_0;
S_309_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 71: // STATE 311 - /work/main/tests/model/lock.pml:141 - [(1)] (319:0:2 - 1)
		IfNotBlocked
		reached[0][311] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(319, 313, 319) */
		reached[0][313] = 1;
		;
		/* merge: assert((inside[me]&&dirty))(319, 314, 319) */
		reached[0][314] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&&((int)now.dirty)), "(inside[me]&&dirty)", II, tt, t);
		/* merge: dirty = 0(319, 315, 319) */
		reached[0][315] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 0(319, 316, 319) */
		reached[0][316] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 72: // STATE 314 - /work/main/tests/model/lock.pml:141 - [assert((inside[me]&&dirty))] (0:319:2 - 2)
		IfNotBlocked
		reached[0][314] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&&((int)now.dirty)), "(inside[me]&&dirty)", II, tt, t);
		/* merge: dirty = 0(319, 315, 319) */
		reached[0][315] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 0(319, 316, 319) */
		reached[0][316] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 73: // STATE 319 - /work/main/tests/model/lock.pml:194 - [left_overs[index] = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[0][319] = 1;
		(trpt+1)->bup.oval = ((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.left_overs[ Index(((P0 *)_this)->index, 5) ] = 0;
#ifdef VAR_RANGES
		logval("left_overs[thread:index]", ((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 74: // STATE 320 - /work/main/tests/model/lock.pml:119 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][320] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 75: // STATE 340 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][340] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_320_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_321_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_322_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_323_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_326_0: /* 2 */
S_324_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_325_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_329_0;
S_329_0: /* 2 */
S_327_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_328_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_332_0;
S_332_0: /* 2 */
S_330_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_331_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_335_0;
S_335_0: /* 2 */
S_333_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_334_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_338_0;
S_338_0: /* 2 */
S_336_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_337_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_341_0;
S_341_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 76: // STATE 343 - /work/main/tests/model/lock.pml:119 - [(1)] (397:0:3 - 1)
		IfNotBlocked
		reached[0][343] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(397, 345, 397) */
		reached[0][345] = 1;
		;
		/* merge: had_bit = (lock>=128)(397, 346, 397) */
		reached[0][346] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = (((int)now.lock)>=128);
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: lock = 0(397, 347, 397) */
		reached[0][347] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = 0;
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: inside[me] = 0(397, 348, 397) */
		reached[0][348] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 77: // STATE 346 - /work/main/tests/model/lock.pml:119 - [had_bit = (lock>=128)] (0:397:3 - 2)
		IfNotBlocked
		reached[0][346] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = (((int)now.lock)>=128);
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: lock = 0(397, 347, 397) */
		reached[0][347] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = 0;
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: inside[me] = 0(397, 348, 397) */
		reached[0][348] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 78: // STATE 350 - /work/main/tests/model/lock.pml:121 - [(had_bit)] (394:0:4 - 1)
		IfNotBlocked
		reached[0][350] = 1;
		if (!(((int)((P0 *)_this)->had_bit)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: had_bit */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P0 *)_this)->had_bit;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->had_bit = 0;
		/* merge: had_bit = 0(394, 351, 394) */
		reached[0][351] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = 0;
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: take = mine(394, 352, 394) */
		reached[0][352] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = ((int)((P0 *)_this)->mine);
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		if (TstOnly) return 1; /* TT */
		/* dead 2: take */  
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->take = 0;
		_m = 3; goto P999; /* 2 */
	case 79: // STATE 353 - /work/main/tests/model/lock.pml:106 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][353] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 80: // STATE 373 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][373] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_353_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_354_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_355_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_356_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_359_0: /* 2 */
S_357_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_358_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_362_0;
S_362_0: /* 2 */
S_360_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_361_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_365_0;
S_365_0: /* 2 */
S_363_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_364_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_368_0;
S_368_0: /* 2 */
S_366_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_367_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_371_0;
S_371_0: /* 2 */
S_369_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_370_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_374_0;
S_374_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 81: // STATE 379 - /work/main/tests/model/lock.pml:108 - [(asleep[0])] (453:0:1 - 1)
		IfNotBlocked
		reached[0][379] = 1;
		if (!(((int)now.asleep[0])))
			continue;
		/* merge: asleep[0] = 0(453, 380, 453) */
		reached[0][380] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[0]);
		now.asleep[0] = 0;
#ifdef VAR_RANGES
		logval("asleep[0]", ((int)now.asleep[0]));
#endif
		;
		/* merge: .(goto)(453, 392, 453) */
		reached[0][392] = 1;
		;
		/* merge: .(goto)(0, 398, 453) */
		reached[0][398] = 1;
		;
		/* merge: .(goto)(0, 403, 453) */
		reached[0][403] = 1;
		;
		/* merge: .(goto)(0, 409, 453) */
		reached[0][409] = 1;
		;
		/* merge: .(goto)(0, 414, 453) */
		reached[0][414] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 82: // STATE 392 - /work/main/tests/model/lock.pml:115 - [.(goto)] (0:453:0 - 6)
		IfNotBlocked
		reached[0][392] = 1;
		;
		/* merge: .(goto)(0, 398, 453) */
		reached[0][398] = 1;
		;
		/* merge: .(goto)(0, 403, 453) */
		reached[0][403] = 1;
		;
		/* merge: .(goto)(0, 409, 453) */
		reached[0][409] = 1;
		;
		/* merge: .(goto)(0, 414, 453) */
		reached[0][414] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 83: // STATE 381 - /work/main/tests/model/lock.pml:109 - [(asleep[1])] (453:0:1 - 1)
		IfNotBlocked
		reached[0][381] = 1;
		if (!(((int)now.asleep[1])))
			continue;
		/* merge: asleep[1] = 0(453, 382, 453) */
		reached[0][382] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[1]);
		now.asleep[1] = 0;
#ifdef VAR_RANGES
		logval("asleep[1]", ((int)now.asleep[1]));
#endif
		;
		/* merge: .(goto)(453, 392, 453) */
		reached[0][392] = 1;
		;
		/* merge: .(goto)(0, 398, 453) */
		reached[0][398] = 1;
		;
		/* merge: .(goto)(0, 403, 453) */
		reached[0][403] = 1;
		;
		/* merge: .(goto)(0, 409, 453) */
		reached[0][409] = 1;
		;
		/* merge: .(goto)(0, 414, 453) */
		reached[0][414] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 84: // STATE 383 - /work/main/tests/model/lock.pml:110 - [(asleep[2])] (453:0:1 - 1)
		IfNotBlocked
		reached[0][383] = 1;
		if (!(((int)now.asleep[2])))
			continue;
		/* merge: asleep[2] = 0(453, 384, 453) */
		reached[0][384] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[2]);
		now.asleep[2] = 0;
#ifdef VAR_RANGES
		logval("asleep[2]", ((int)now.asleep[2]));
#endif
		;
		/* merge: .(goto)(453, 392, 453) */
		reached[0][392] = 1;
		;
		/* merge: .(goto)(0, 398, 453) */
		reached[0][398] = 1;
		;
		/* merge: .(goto)(0, 403, 453) */
		reached[0][403] = 1;
		;
		/* merge: .(goto)(0, 409, 453) */
		reached[0][409] = 1;
		;
		/* merge: .(goto)(0, 414, 453) */
		reached[0][414] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 85: // STATE 385 - /work/main/tests/model/lock.pml:111 - [(asleep[3])] (453:0:1 - 1)
		IfNotBlocked
		reached[0][385] = 1;
		if (!(((int)now.asleep[3])))
			continue;
		/* merge: asleep[3] = 0(453, 386, 453) */
		reached[0][386] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[3]);
		now.asleep[3] = 0;
#ifdef VAR_RANGES
		logval("asleep[3]", ((int)now.asleep[3]));
#endif
		;
		/* merge: .(goto)(453, 392, 453) */
		reached[0][392] = 1;
		;
		/* merge: .(goto)(0, 398, 453) */
		reached[0][398] = 1;
		;
		/* merge: .(goto)(0, 403, 453) */
		reached[0][403] = 1;
		;
		/* merge: .(goto)(0, 409, 453) */
		reached[0][409] = 1;
		;
		/* merge: .(goto)(0, 414, 453) */
		reached[0][414] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 86: // STATE 387 - /work/main/tests/model/lock.pml:112 - [(asleep[4])] (453:0:1 - 1)
		IfNotBlocked
		reached[0][387] = 1;
		if (!(((int)now.asleep[4])))
			continue;
		/* merge: asleep[4] = 0(453, 388, 453) */
		reached[0][388] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[4]);
		now.asleep[4] = 0;
#ifdef VAR_RANGES
		logval("asleep[4]", ((int)now.asleep[4]));
#endif
		;
		/* merge: .(goto)(453, 392, 453) */
		reached[0][392] = 1;
		;
		/* merge: .(goto)(0, 398, 453) */
		reached[0][398] = 1;
		;
		/* merge: .(goto)(0, 403, 453) */
		reached[0][403] = 1;
		;
		/* merge: .(goto)(0, 409, 453) */
		reached[0][409] = 1;
		;
		/* merge: .(goto)(0, 414, 453) */
		reached[0][414] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 87: // STATE 390 - /work/main/tests/model/lock.pml:113 - [(1)] (453:0:0 - 1)
		IfNotBlocked
		reached[0][390] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(453, 392, 453) */
		reached[0][392] = 1;
		;
		/* merge: .(goto)(0, 398, 453) */
		reached[0][398] = 1;
		;
		/* merge: .(goto)(0, 403, 453) */
		reached[0][403] = 1;
		;
		/* merge: .(goto)(0, 409, 453) */
		reached[0][409] = 1;
		;
		/* merge: .(goto)(0, 414, 453) */
		reached[0][414] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 88: // STATE 401 - /work/main/tests/model/lock.pml:197 - [generation[index] = (generation[index]-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][401] = 1;
		(trpt+1)->bup.oval = ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.generation[ Index(((P0 *)_this)->index, 5) ] = (((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])-1);
#ifdef VAR_RANGES
		logval("generation[thread:index]", ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 89: // STATE 404 - /work/main/tests/model/lock.pml:202 - [(left_overs[index])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][404] = 1;
		if (!(((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 90: // STATE 405 - /work/main/tests/model/lock.pml:202 - [left_overs[index] = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[0][405] = 1;
		(trpt+1)->bup.oval = ((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.left_overs[ Index(((P0 *)_this)->index, 5) ] = 0;
#ifdef VAR_RANGES
		logval("left_overs[thread:index]", ((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 91: // STATE 415 - /work/main/tests/model/lock.pml:233 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][415] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 92: // STATE 416 - /work/main/tests/model/lock.pml:233 - [mine = name] (0:459:2 - 1)
		IfNotBlocked
		reached[0][416] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->mine);
		((P0 *)_this)->mine = ((int)((P0 *)_this)->name);
#ifdef VAR_RANGES
		logval("thread:mine", ((int)((P0 *)_this)->mine));
#endif
		;
		/* merge: take = (name|128)(459, 417, 459) */
		reached[0][417] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = (((int)((P0 *)_this)->name)|128);
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		/* merge: .(goto)(0, 454, 459) */
		reached[0][454] = 1;
		;
		/* merge: .(goto)(0, 458, 459) */
		reached[0][458] = 1;
		;
		/* merge: .(goto)(0, 460, 459) */
		reached[0][460] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 93: // STATE 420 - /work/main/tests/model/lock.pml:234 - [mine = 0] (0:452:3 - 1)
		IfNotBlocked
		reached[0][420] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->mine);
		((P0 *)_this)->mine = 0;
#ifdef VAR_RANGES
		logval("thread:mine", ((int)((P0 *)_this)->mine));
#endif
		;
		/* merge: take = 0(452, 421, 452) */
		reached[0][421] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = 0;
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		/* merge: own = (3+(1>0))(452, 422, 452) */
		reached[0][422] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = (3+(1>0));
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 94: // STATE 424 - /work/main/tests/model/lock.pml:234 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][424] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 95: // STATE 444 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][444] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_424_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_425_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_426_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_427_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_430_0: /* 2 */
S_428_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_429_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_433_0;
S_433_0: /* 2 */
S_431_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_432_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_436_0;
S_436_0: /* 2 */
S_434_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_435_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_439_0;
S_439_0: /* 2 */
S_437_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_438_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_442_0;
S_442_0: /* 2 */
S_440_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_441_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_445_0;
S_445_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 96: // STATE 447 - /work/main/tests/model/lock.pml:234 - [(1)] (459:0:2 - 1)
		IfNotBlocked
		reached[0][447] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(459, 449, 459) */
		reached[0][449] = 1;
		;
		/* merge: life[index] = 0(459, 450, 459) */
		reached[0][450] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.life[ Index(((P0 *)_this)->index, 5) ] = 0;
#ifdef VAR_RANGES
		logval("life[thread:index]", ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: index = (index+1)(459, 451, 459) */
		reached[0][451] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = (((int)((P0 *)_this)->index)+1);
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: .(goto)(0, 454, 459) */
		reached[0][454] = 1;
		;
		/* merge: .(goto)(0, 458, 459) */
		reached[0][458] = 1;
		;
		/* merge: .(goto)(0, 460, 459) */
		reached[0][460] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 97: // STATE 450 - /work/main/tests/model/lock.pml:234 - [life[index] = 0] (0:459:2 - 2)
		IfNotBlocked
		reached[0][450] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.life[ Index(((P0 *)_this)->index, 5) ] = 0;
#ifdef VAR_RANGES
		logval("life[thread:index]", ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: index = (index+1)(459, 451, 459) */
		reached[0][451] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = (((int)((P0 *)_this)->index)+1);
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: .(goto)(0, 454, 459) */
		reached[0][454] = 1;
		;
		/* merge: .(goto)(0, 458, 459) */
		reached[0][458] = 1;
		;
		/* merge: .(goto)(0, 460, 459) */
		reached[0][460] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 98: // STATE 462 - /work/main/tests/model/lock.pml:240 - [index = 0] (0:514:4 - 1)
		IfNotBlocked
		reached[0][462] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = 0;
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: word = 0(514, 463, 514) */
		reached[0][463] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = 0;
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: name = 0(514, 464, 514) */
		reached[0][464] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->name);
		((P0 *)_this)->name = 0;
#ifdef VAR_RANGES
		logval("thread:name", ((int)((P0 *)_this)->name));
#endif
		;
		/* merge: got = 0(514, 465, 514) */
		reached[0][465] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 471, 514) */
		reached[0][471] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 99: // STATE 472 - /work/main/tests/model/lock.pml:346 - [(take)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][472] = 1;
		if (!(((int)((P0 *)_this)->take)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 100: // STATE 473 - /work/main/tests/model/lock.pml:95 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][473] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 101: // STATE 493 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][493] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_473_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_474_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_475_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_476_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_479_0: /* 2 */
S_477_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_478_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_482_0;
S_482_0: /* 2 */
S_480_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_481_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_485_0;
S_485_0: /* 2 */
S_483_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_484_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_488_0;
S_488_0: /* 2 */
S_486_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_487_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_491_0;
S_491_0: /* 2 */
S_489_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_490_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_494_0;
S_494_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 102: // STATE 496 - /work/main/tests/model/lock.pml:95 - [(1)] (508:0:1 - 1)
		IfNotBlocked
		reached[0][496] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(508, 498, 508) */
		reached[0][498] = 1;
		;
		/* merge: got = (lock==0)(508, 499, 508) */
		reached[0][499] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 103: // STATE 499 - /work/main/tests/model/lock.pml:96 - [got = (lock==0)] (0:508:1 - 2)
		IfNotBlocked
		reached[0][499] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 104: // STATE 500 - /work/main/tests/model/lock.pml:98 - [(got)] (504:0:1 - 1)
		IfNotBlocked
		reached[0][500] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: lock = take(0, 501, 504) */
		reached[0][501] = 1;
		(trpt+1)->bup.oval = ((int)now.lock);
		now.lock = ((int)((P0 *)_this)->take);
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 105: // STATE 502 - /work/main/tests/model/lock.pml:91 - [assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))] (0:1604:1 - 1)
		IfNotBlocked
		reached[0][502] = 1;
		spin_assert((((((((int)now.inside[0])+((int)now.inside[1]))+((int)now.inside[2]))+((int)now.inside[3]))+((int)now.inside[4]))==0), "(((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0)", II, tt, t);
		/* merge: inside[me] = 1(1604, 503, 1604) */
		reached[0][503] = 1;
		(trpt+1)->bup.oval = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		/* merge: assert(!(dirty))(1604, 505, 1604) */
		reached[0][505] = 1;
		spin_assert( !(((int)now.dirty)), " !(dirty)", II, tt, t);
		/* merge: .(goto)(1604, 509, 1604) */
		reached[0][509] = 1;
		;
		/* merge: .(goto)(0, 515, 1604) */
		reached[0][515] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 106: // STATE 509 - /work/main/tests/model/lock.pml:101 - [.(goto)] (0:1604:0 - 2)
		IfNotBlocked
		reached[0][509] = 1;
		;
		/* merge: .(goto)(0, 515, 1604) */
		reached[0][515] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 107: // STATE 507 - /work/main/tests/model/lock.pml:99 - [(1)] (1604:0:0 - 1)
		IfNotBlocked
		reached[0][507] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1604, 509, 1604) */
		reached[0][509] = 1;
		;
		/* merge: .(goto)(0, 515, 1604) */
		reached[0][515] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 108: // STATE 516 - /work/main/tests/model/lock.pml:350 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][516] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 109: // STATE 517 - /work/main/tests/model/lock.pml:350 - [exclusive = (0>0)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][517] = 1;
		(trpt+1)->bup.oval = ((int)exclusive);
		exclusive = (0>0);
#ifdef VAR_RANGES
		logval("exclusive", ((int)exclusive));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 110: // STATE 518 - /work/main/tests/model/lock.pml:140 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][518] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 111: // STATE 538 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][538] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_518_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_519_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_520_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_521_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_524_0: /* 2 */
S_522_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_523_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_527_0;
S_527_0: /* 2 */
S_525_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_526_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_530_0;
S_530_0: /* 2 */
S_528_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_529_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_533_0;
S_533_0: /* 2 */
S_531_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_532_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_536_0;
S_536_0: /* 2 */
S_534_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_535_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_539_0;
S_539_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 112: // STATE 541 - /work/main/tests/model/lock.pml:140 - [(1)] (577:0:2 - 1)
		IfNotBlocked
		reached[0][541] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(577, 543, 577) */
		reached[0][543] = 1;
		;
		/* merge: assert((inside[me]&&!(dirty)))(577, 544, 577) */
		reached[0][544] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&& !(((int)now.dirty))), "(inside[me]&& !(dirty))", II, tt, t);
		/* merge: dirty = 1(577, 545, 577) */
		reached[0][545] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 1;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 1(577, 546, 577) */
		reached[0][546] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 113: // STATE 544 - /work/main/tests/model/lock.pml:140 - [assert((inside[me]&&!(dirty)))] (0:577:2 - 2)
		IfNotBlocked
		reached[0][544] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&& !(((int)now.dirty))), "(inside[me]&& !(dirty))", II, tt, t);
		/* merge: dirty = 1(577, 545, 577) */
		reached[0][545] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 1;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 1(577, 546, 577) */
		reached[0][546] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 114: // STATE 548 - /work/main/tests/model/lock.pml:141 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][548] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 115: // STATE 568 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][568] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_548_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_549_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_550_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_551_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_554_0: /* 2 */
S_552_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_553_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_557_0;
S_557_0: /* 2 */
S_555_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_556_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_560_0;
S_560_0: /* 2 */
S_558_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_559_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_563_0;
S_563_0: /* 2 */
S_561_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_562_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_566_0;
S_566_0: /* 2 */
S_564_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_565_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_569_0;
S_569_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 116: // STATE 571 - /work/main/tests/model/lock.pml:141 - [(1)] (579:0:2 - 1)
		IfNotBlocked
		reached[0][571] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(579, 573, 579) */
		reached[0][573] = 1;
		;
		/* merge: assert((inside[me]&&dirty))(579, 574, 579) */
		reached[0][574] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&&((int)now.dirty)), "(inside[me]&&dirty)", II, tt, t);
		/* merge: dirty = 0(579, 575, 579) */
		reached[0][575] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 0(579, 576, 579) */
		reached[0][576] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 117: // STATE 574 - /work/main/tests/model/lock.pml:141 - [assert((inside[me]&&dirty))] (0:579:2 - 2)
		IfNotBlocked
		reached[0][574] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&&((int)now.dirty)), "(inside[me]&&dirty)", II, tt, t);
		/* merge: dirty = 0(579, 575, 579) */
		reached[0][575] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 0(579, 576, 579) */
		reached[0][576] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 118: // STATE 579 - /work/main/tests/model/lock.pml:350 - [exclusive = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[0][579] = 1;
		(trpt+1)->bup.oval = ((int)exclusive);
		exclusive = 0;
#ifdef VAR_RANGES
		logval("exclusive", ((int)exclusive));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 119: // STATE 580 - /work/main/tests/model/lock.pml:350 - [rounds = (rounds+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][580] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->rounds);
		((P0 *)_this)->rounds = (((int)((P0 *)_this)->rounds)+1);
#ifdef VAR_RANGES
		logval("thread:rounds", ((int)((P0 *)_this)->rounds));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 120: // STATE 581 - /work/main/tests/model/lock.pml:119 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][581] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 121: // STATE 601 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][601] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_581_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_582_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_583_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_584_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_587_0: /* 2 */
S_585_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_586_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_590_0;
S_590_0: /* 2 */
S_588_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_589_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_593_0;
S_593_0: /* 2 */
S_591_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_592_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_596_0;
S_596_0: /* 2 */
S_594_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_595_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_599_0;
S_599_0: /* 2 */
S_597_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_598_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_602_0;
S_602_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 122: // STATE 604 - /work/main/tests/model/lock.pml:119 - [(1)] (658:0:3 - 1)
		IfNotBlocked
		reached[0][604] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(658, 606, 658) */
		reached[0][606] = 1;
		;
		/* merge: had_bit = (lock>=128)(658, 607, 658) */
		reached[0][607] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = (((int)now.lock)>=128);
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: lock = 0(658, 608, 658) */
		reached[0][608] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = 0;
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: inside[me] = 0(658, 609, 658) */
		reached[0][609] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 123: // STATE 607 - /work/main/tests/model/lock.pml:119 - [had_bit = (lock>=128)] (0:658:3 - 2)
		IfNotBlocked
		reached[0][607] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = (((int)now.lock)>=128);
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: lock = 0(658, 608, 658) */
		reached[0][608] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = 0;
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: inside[me] = 0(658, 609, 658) */
		reached[0][609] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 124: // STATE 611 - /work/main/tests/model/lock.pml:121 - [(had_bit)] (655:0:3 - 1)
		IfNotBlocked
		reached[0][611] = 1;
		if (!(((int)((P0 *)_this)->had_bit)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: had_bit */  (trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((P0 *)_this)->had_bit;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->had_bit = 0;
		/* merge: had_bit = 0(655, 612, 655) */
		reached[0][612] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = 0;
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: take = mine(655, 613, 655) */
		reached[0][613] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = ((int)((P0 *)_this)->mine);
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 125: // STATE 614 - /work/main/tests/model/lock.pml:106 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][614] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 126: // STATE 634 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][634] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_614_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_615_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_616_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_617_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_620_0: /* 2 */
S_618_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_619_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_623_0;
S_623_0: /* 2 */
S_621_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_622_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_626_0;
S_626_0: /* 2 */
S_624_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_625_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_629_0;
S_629_0: /* 2 */
S_627_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_628_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_632_0;
S_632_0: /* 2 */
S_630_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_631_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_635_0;
S_635_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 127: // STATE 640 - /work/main/tests/model/lock.pml:108 - [(asleep[0])] (1606:0:2 - 1)
		IfNotBlocked
		reached[0][640] = 1;
		if (!(((int)now.asleep[0])))
			continue;
		/* merge: asleep[0] = 0(1606, 641, 1606) */
		reached[0][641] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.asleep[0]);
		now.asleep[0] = 0;
#ifdef VAR_RANGES
		logval("asleep[0]", ((int)now.asleep[0]));
#endif
		;
		/* merge: .(goto)(1606, 653, 1606) */
		reached[0][653] = 1;
		;
		/* merge: .(goto)(1606, 659, 1606) */
		reached[0][659] = 1;
		;
		/* merge: got = 0(1606, 661, 1606) */
		reached[0][661] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 128: // STATE 653 - /work/main/tests/model/lock.pml:115 - [.(goto)] (0:1606:1 - 6)
		IfNotBlocked
		reached[0][653] = 1;
		;
		/* merge: .(goto)(1606, 659, 1606) */
		reached[0][659] = 1;
		;
		/* merge: got = 0(1606, 661, 1606) */
		reached[0][661] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 129: // STATE 642 - /work/main/tests/model/lock.pml:109 - [(asleep[1])] (1606:0:2 - 1)
		IfNotBlocked
		reached[0][642] = 1;
		if (!(((int)now.asleep[1])))
			continue;
		/* merge: asleep[1] = 0(1606, 643, 1606) */
		reached[0][643] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.asleep[1]);
		now.asleep[1] = 0;
#ifdef VAR_RANGES
		logval("asleep[1]", ((int)now.asleep[1]));
#endif
		;
		/* merge: .(goto)(1606, 653, 1606) */
		reached[0][653] = 1;
		;
		/* merge: .(goto)(1606, 659, 1606) */
		reached[0][659] = 1;
		;
		/* merge: got = 0(1606, 661, 1606) */
		reached[0][661] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 130: // STATE 644 - /work/main/tests/model/lock.pml:110 - [(asleep[2])] (1606:0:2 - 1)
		IfNotBlocked
		reached[0][644] = 1;
		if (!(((int)now.asleep[2])))
			continue;
		/* merge: asleep[2] = 0(1606, 645, 1606) */
		reached[0][645] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.asleep[2]);
		now.asleep[2] = 0;
#ifdef VAR_RANGES
		logval("asleep[2]", ((int)now.asleep[2]));
#endif
		;
		/* merge: .(goto)(1606, 653, 1606) */
		reached[0][653] = 1;
		;
		/* merge: .(goto)(1606, 659, 1606) */
		reached[0][659] = 1;
		;
		/* merge: got = 0(1606, 661, 1606) */
		reached[0][661] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 131: // STATE 646 - /work/main/tests/model/lock.pml:111 - [(asleep[3])] (1606:0:2 - 1)
		IfNotBlocked
		reached[0][646] = 1;
		if (!(((int)now.asleep[3])))
			continue;
		/* merge: asleep[3] = 0(1606, 647, 1606) */
		reached[0][647] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.asleep[3]);
		now.asleep[3] = 0;
#ifdef VAR_RANGES
		logval("asleep[3]", ((int)now.asleep[3]));
#endif
		;
		/* merge: .(goto)(1606, 653, 1606) */
		reached[0][653] = 1;
		;
		/* merge: .(goto)(1606, 659, 1606) */
		reached[0][659] = 1;
		;
		/* merge: got = 0(1606, 661, 1606) */
		reached[0][661] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 132: // STATE 648 - /work/main/tests/model/lock.pml:112 - [(asleep[4])] (1606:0:2 - 1)
		IfNotBlocked
		reached[0][648] = 1;
		if (!(((int)now.asleep[4])))
			continue;
		/* merge: asleep[4] = 0(1606, 649, 1606) */
		reached[0][649] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.asleep[4]);
		now.asleep[4] = 0;
#ifdef VAR_RANGES
		logval("asleep[4]", ((int)now.asleep[4]));
#endif
		;
		/* merge: .(goto)(1606, 653, 1606) */
		reached[0][653] = 1;
		;
		/* merge: .(goto)(1606, 659, 1606) */
		reached[0][659] = 1;
		;
		/* merge: got = 0(1606, 661, 1606) */
		reached[0][661] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 133: // STATE 651 - /work/main/tests/model/lock.pml:113 - [(1)] (1606:0:1 - 1)
		IfNotBlocked
		reached[0][651] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1606, 653, 1606) */
		reached[0][653] = 1;
		;
		/* merge: .(goto)(1606, 659, 1606) */
		reached[0][659] = 1;
		;
		/* merge: got = 0(1606, 661, 1606) */
		reached[0][661] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 134: // STATE 657 - /work/main/tests/model/lock.pml:122 - [(1)] (1606:0:1 - 1)
		IfNotBlocked
		reached[0][657] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1606, 659, 1606) */
		reached[0][659] = 1;
		;
		/* merge: got = 0(1606, 661, 1606) */
		reached[0][661] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 135: // STATE 661 - /work/main/tests/model/lock.pml:350 - [got = 0] (0:1606:1 - 3)
		IfNotBlocked
		reached[0][661] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 136: // STATE 663 - /work/main/tests/model/lock.pml:311 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][663] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 137: // STATE 683 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][683] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_663_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_664_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_665_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_666_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_669_0: /* 2 */
S_667_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_668_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_672_0;
S_672_0: /* 2 */
S_670_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_671_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_675_0;
S_675_0: /* 2 */
S_673_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_674_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_678_0;
S_678_0: /* 2 */
S_676_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_677_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_681_0;
S_681_0: /* 2 */
S_679_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_680_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_684_0;
S_684_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 138: // STATE 688 - /work/main/tests/model/lock.pml:311 - [.(goto)] (0:1597:1 - 1)
		IfNotBlocked
		reached[0][688] = 1;
		;
		/* merge: seen = (lock&127)(1597, 689, 1597) */
		reached[0][689] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->seen);
		((P0 *)_this)->seen = (((int)now.lock)&127);
#ifdef VAR_RANGES
		logval("thread:seen", ((int)((P0 *)_this)->seen));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 139: // STATE 686 - /work/main/tests/model/lock.pml:311 - [(1)] (1597:0:1 - 1)
		IfNotBlocked
		reached[0][686] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1597, 688, 1597) */
		reached[0][688] = 1;
		;
		/* merge: seen = (lock&127)(1597, 689, 1597) */
		reached[0][689] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->seen);
		((P0 *)_this)->seen = (((int)now.lock)&127);
#ifdef VAR_RANGES
		logval("thread:seen", ((int)((P0 *)_this)->seen));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 140: // STATE 691 - /work/main/tests/model/lock.pml:313 - [(seen)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][691] = 1;
		if (!(((int)((P0 *)_this)->seen)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 141: // STATE 692 - /work/main/tests/model/lock.pml:269 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][692] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 142: // STATE 712 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][712] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_692_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_693_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_694_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_695_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_698_0: /* 2 */
S_696_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_697_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_701_0;
S_701_0: /* 2 */
S_699_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_700_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_704_0;
S_704_0: /* 2 */
S_702_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_703_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_707_0;
S_707_0: /* 2 */
S_705_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_706_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_710_0;
S_710_0: /* 2 */
S_708_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_709_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_713_0;
S_713_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 143: // STATE 717 - /work/main/tests/model/lock.pml:269 - [.(goto)] (0:827:1 - 1)
		IfNotBlocked
		reached[0][717] = 1;
		;
		/* merge: now = lock(827, 718, 827) */
		reached[0][718] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->now);
		((P0 *)_this)->now = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:now", ((int)((P0 *)_this)->now));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 144: // STATE 715 - /work/main/tests/model/lock.pml:269 - [(1)] (827:0:1 - 1)
		IfNotBlocked
		reached[0][715] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(827, 717, 827) */
		reached[0][717] = 1;
		;
		/* merge: now = lock(827, 718, 827) */
		reached[0][718] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->now);
		((P0 *)_this)->now = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:now", ((int)((P0 *)_this)->now));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 145: // STATE 720 - /work/main/tests/model/lock.pml:271 - [((now==0))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][720] = 1;
		if (!((((int)((P0 *)_this)->now)==0)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: now */  (trpt+1)->bup.oval = ((P0 *)_this)->now;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->now = 0;
		_m = 3; goto P999; /* 0 */
	case 146: // STATE 723 - /work/main/tests/model/lock.pml:273 - [got = 1] (0:0:1 - 1)
		IfNotBlocked
		reached[0][723] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 1;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 147: // STATE 724 - /work/main/tests/model/lock.pml:275 - [((now<128))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][724] = 1;
		if (!((((int)((P0 *)_this)->now)<128)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 148: // STATE 725 - /work/main/tests/model/lock.pml:277 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][725] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 149: // STATE 745 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][745] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_725_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_726_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_727_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_728_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_731_0: /* 2 */
S_729_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_730_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_734_0;
S_734_0: /* 2 */
S_732_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_733_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_737_0;
S_737_0: /* 2 */
S_735_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_736_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_740_0;
S_740_0: /* 2 */
S_738_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_739_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_743_0;
S_743_0: /* 2 */
S_741_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_742_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_746_0;
S_746_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 150: // STATE 748 - /work/main/tests/model/lock.pml:277 - [(1)] (757:0:1 - 1)
		IfNotBlocked
		reached[0][748] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(757, 750, 757) */
		reached[0][750] = 1;
		;
		/* merge: got = (lock==now)(757, 751, 757) */
		reached[0][751] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==((int)((P0 *)_this)->now));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 151: // STATE 751 - /work/main/tests/model/lock.pml:278 - [got = (lock==now)] (0:757:1 - 2)
		IfNotBlocked
		reached[0][751] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==((int)((P0 *)_this)->now));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 152: // STATE 752 - /work/main/tests/model/lock.pml:280 - [(got)] (825:0:2 - 1)
		IfNotBlocked
		reached[0][752] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: now = (now|128)(825, 753, 825) */
		reached[0][753] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->now);
		((P0 *)_this)->now = (((int)((P0 *)_this)->now)|128);
#ifdef VAR_RANGES
		logval("thread:now", ((int)((P0 *)_this)->now));
#endif
		;
		/* merge: lock = now(825, 754, 825) */
		reached[0][754] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = ((int)((P0 *)_this)->now);
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: .(goto)(825, 758, 825) */
		reached[0][758] = 1;
		;
		/* merge: .(goto)(0, 763, 825) */
		reached[0][763] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 153: // STATE 758 - /work/main/tests/model/lock.pml:283 - [.(goto)] (0:825:0 - 2)
		IfNotBlocked
		reached[0][758] = 1;
		;
		/* merge: .(goto)(0, 763, 825) */
		reached[0][763] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 154: // STATE 756 - /work/main/tests/model/lock.pml:281 - [(1)] (825:0:0 - 1)
		IfNotBlocked
		reached[0][756] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(825, 758, 825) */
		reached[0][758] = 1;
		;
		/* merge: .(goto)(0, 763, 825) */
		reached[0][763] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 155: // STATE 764 - /work/main/tests/model/lock.pml:287 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][764] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 156: // STATE 765 - /work/main/tests/model/lock.pml:289 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][765] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 157: // STATE 785 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][785] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_765_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_766_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_767_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_768_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_771_0: /* 2 */
S_769_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_770_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_774_0;
S_774_0: /* 2 */
S_772_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_773_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_777_0;
S_777_0: /* 2 */
S_775_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_776_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_780_0;
S_780_0: /* 2 */
S_778_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_779_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_783_0;
S_783_0: /* 2 */
S_781_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_782_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_786_0;
S_786_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 158: // STATE 790 - /work/main/tests/model/lock.pml:293 - [.(goto)] (0:821:1 - 1)
		IfNotBlocked
		reached[0][790] = 1;
		;
		/* merge: asleep[me] = (lock==now)(821, 791, 821) */
		reached[0][791] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.asleep[ Index(((P0 *)_this)->me, 5) ] = (((int)now.lock)==((int)((P0 *)_this)->now));
#ifdef VAR_RANGES
		logval("asleep[thread:me]", ((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 159: // STATE 788 - /work/main/tests/model/lock.pml:289 - [(1)] (821:0:1 - 1)
		IfNotBlocked
		reached[0][788] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(821, 790, 821) */
		reached[0][790] = 1;
		;
		/* merge: asleep[me] = (lock==now)(821, 791, 821) */
		reached[0][791] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.asleep[ Index(((P0 *)_this)->me, 5) ] = (((int)now.lock)==((int)((P0 *)_this)->now));
#ifdef VAR_RANGES
		logval("asleep[thread:me]", ((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 160: // STATE 793 - /work/main/tests/model/lock.pml:297 - [(!(asleep[me]))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][793] = 1;
		if (!( !(((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 161: // STATE 794 - /work/main/tests/model/lock.pml:299 - [(asleep[me])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][794] = 1;
		if (!(((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 162: // STATE 795 - /work/main/tests/model/lock.pml:299 - [asleep[me] = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[0][795] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.asleep[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("asleep[thread:me]", ((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 163: // STATE 796 - /work/main/tests/model/lock.pml:302 - [((asleep[me]&&(deaths<1)))] (818:0:1 - 1)
		IfNotBlocked
		reached[0][796] = 1;
		if (!((((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ])&&(((int)now.deaths)<1))))
			continue;
		/* merge: asleep[me] = 0(0, 797, 818) */
		reached[0][797] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.asleep[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("asleep[thread:me]", ((int)now.asleep[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 164: // STATE 817 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][817] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_797_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_798_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_799_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_800_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_803_0: /* 2 */
S_801_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_802_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_806_0;
S_806_0: /* 2 */
S_804_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_805_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_809_0;
S_809_0: /* 2 */
S_807_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_808_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_812_0;
S_812_0: /* 2 */
S_810_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_811_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_815_0;
S_815_0: /* 2 */
S_813_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_814_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_818_0;
S_818_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 165: // STATE 830 - /work/main/tests/model/lock.pml:317 - [(mine)] (863:0:1 - 1)
		IfNotBlocked
		reached[0][830] = 1;
		if (!(((int)((P0 *)_this)->mine)))
			continue;
		/* merge: take = (mine|128)(0, 831, 863) */
		reached[0][831] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = (((int)((P0 *)_this)->mine)|128);
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		/* merge: .(goto)(0, 835, 863) */
		reached[0][835] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 166: // STATE 836 - /work/main/tests/model/lock.pml:321 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][836] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 167: // STATE 856 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][856] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_836_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_837_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_838_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_839_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_842_0: /* 2 */
S_840_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_841_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_845_0;
S_845_0: /* 2 */
S_843_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_844_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_848_0;
S_848_0: /* 2 */
S_846_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_847_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_851_0;
S_851_0: /* 2 */
S_849_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_850_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_854_0;
S_854_0: /* 2 */
S_852_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_853_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_857_0;
S_857_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 168: // STATE 861 - /work/main/tests/model/lock.pml:321 - [.(goto)] (0:1593:1 - 1)
		IfNotBlocked
		reached[0][861] = 1;
		;
		/* merge: now = lock(1593, 862, 1593) */
		reached[0][862] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->now);
		((P0 *)_this)->now = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:now", ((int)((P0 *)_this)->now));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 169: // STATE 859 - /work/main/tests/model/lock.pml:321 - [(1)] (1593:0:1 - 1)
		IfNotBlocked
		reached[0][859] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1593, 861, 1593) */
		reached[0][861] = 1;
		;
		/* merge: now = lock(1593, 862, 1593) */
		reached[0][862] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->now);
		((P0 *)_this)->now = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:now", ((int)((P0 *)_this)->now));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 170: // STATE 864 - /work/main/tests/model/lock.pml:323 - [(((now&127)==seen))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][864] = 1;
		if (!(((((int)((P0 *)_this)->now)&127)==((int)((P0 *)_this)->seen))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: seen */  (trpt+1)->bup.oval = ((P0 *)_this)->seen;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->seen = 0;
		_m = 3; goto P999; /* 0 */
	case 171: // STATE 865 - /work/main/tests/model/lock.pml:248 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][865] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 172: // STATE 885 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][885] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_865_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_866_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_867_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_868_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_871_0: /* 2 */
S_869_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_870_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_874_0;
S_874_0: /* 2 */
S_872_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_873_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_877_0;
S_877_0: /* 2 */
S_875_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_876_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_880_0;
S_880_0: /* 2 */
S_878_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_879_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_883_0;
S_883_0: /* 2 */
S_881_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_882_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_886_0;
S_886_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 173: // STATE 890 - /work/main/tests/model/lock.pml:248 - [.(goto)] (0:1588:1 - 1)
		IfNotBlocked
		reached[0][890] = 1;
		;
		/* merge: got = (((life[((now&7)-1)]==0)||(life[((now&7)-1)]==(p+1)))&&!((own==((now&7)-1))))(1588, 891, 1588) */
		reached[0][891] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((((int)now.life[ Index(((((int)((P0 *)_this)->now)&7)-1), 5) ])==0)||(((int)now.life[ Index(((((int)((P0 *)_this)->now)&7)-1), 5) ])==(((int)((P0 *)_this)->p)+1)))&& !((((int)((P0 *)_this)->own)==((((int)((P0 *)_this)->now)&7)-1))));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 174: // STATE 888 - /work/main/tests/model/lock.pml:248 - [(1)] (1588:0:1 - 1)
		IfNotBlocked
		reached[0][888] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1588, 890, 1588) */
		reached[0][890] = 1;
		;
		/* merge: got = (((life[((now&7)-1)]==0)||(life[((now&7)-1)]==(p+1)))&&!((own==((now&7)-1))))(1588, 891, 1588) */
		reached[0][891] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((((int)now.life[ Index(((((int)((P0 *)_this)->now)&7)-1), 5) ])==0)||(((int)now.life[ Index(((((int)((P0 *)_this)->now)&7)-1), 5) ])==(((int)((P0 *)_this)->p)+1)))&& !((((int)((P0 *)_this)->own)==((((int)((P0 *)_this)->now)&7)-1))));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 175: // STATE 893 - /work/main/tests/model/lock.pml:250 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][893] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 176: // STATE 894 - /work/main/tests/model/lock.pml:252 - [(!(mine))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][894] = 1;
		if (!( !(((int)((P0 *)_this)->mine))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 177: // STATE 895 - /work/main/tests/model/lock.pml:211 - [index = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[0][895] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = 0;
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 178: // STATE 896 - /work/main/tests/model/lock.pml:213 - [((mine||(index==(3+(1>0)))))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][896] = 1;
		if (!((((int)((P0 *)_this)->mine)||(((int)((P0 *)_this)->index)==(3+(1>0))))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: index */  (trpt+1)->bup.oval = ((P0 *)_this)->index;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->index = 0;
		_m = 3; goto P999; /* 0 */
	case 179: // STATE 899 - /work/main/tests/model/lock.pml:216 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][899] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 180: // STATE 919 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][919] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_899_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_900_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_901_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_902_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_905_0: /* 2 */
S_903_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_904_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_908_0;
S_908_0: /* 2 */
S_906_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_907_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_911_0;
S_911_0: /* 2 */
S_909_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_910_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_914_0;
S_914_0: /* 2 */
S_912_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_913_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_917_0;
S_917_0: /* 2 */
S_915_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_916_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_920_0;
S_920_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 181: // STATE 922 - /work/main/tests/model/lock.pml:216 - [(1)] (930:0:1 - 1)
		IfNotBlocked
		reached[0][922] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(930, 924, 930) */
		reached[0][924] = 1;
		;
		/* merge: got = (life[index]==0)(930, 925, 930) */
		reached[0][925] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ])==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 182: // STATE 925 - /work/main/tests/model/lock.pml:217 - [got = (life[index]==0)] (0:930:1 - 2)
		IfNotBlocked
		reached[0][925] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ])==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 183: // STATE 926 - /work/main/tests/model/lock.pml:219 - [(got)] (1347:0:1 - 1)
		IfNotBlocked
		reached[0][926] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: life[index] = (p+1)(1347, 927, 1347) */
		reached[0][927] = 1;
		(trpt+1)->bup.oval = ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.life[ Index(((P0 *)_this)->index, 5) ] = (((int)((P0 *)_this)->p)+1);
#ifdef VAR_RANGES
		logval("life[thread:index]", ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: .(goto)(1347, 931, 1347) */
		reached[0][931] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 184: // STATE 931 - /work/main/tests/model/lock.pml:222 - [.(goto)] (0:1347:0 - 2)
		IfNotBlocked
		reached[0][931] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 185: // STATE 929 - /work/main/tests/model/lock.pml:220 - [index = (index+1)] (0:1347:1 - 1)
		IfNotBlocked
		reached[0][929] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = (((int)((P0 *)_this)->index)+1);
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: .(goto)(1347, 931, 1347) */
		reached[0][931] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 186: // STATE 933 - /work/main/tests/model/lock.pml:224 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][933] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 187: // STATE 934 - /work/main/tests/model/lock.pml:226 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][934] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 188: // STATE 954 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][954] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_934_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_935_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_936_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_937_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_940_0: /* 2 */
S_938_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_939_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_943_0;
S_943_0: /* 2 */
S_941_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_942_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_946_0;
S_946_0: /* 2 */
S_944_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_945_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_949_0;
S_949_0: /* 2 */
S_947_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_948_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_952_0;
S_952_0: /* 2 */
S_950_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_951_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_955_0;
S_955_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 189: // STATE 957 - /work/main/tests/model/lock.pml:226 - [(1)] (1303:0:2 - 1)
		IfNotBlocked
		reached[0][957] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1303, 959, 1303) */
		reached[0][959] = 1;
		;
		/* merge: word = lock(1303, 960, 1303) */
		reached[0][960] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: got = ((word==0)||(((word&7)-1)!=index))(1303, 961, 1303) */
		reached[0][961] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = ((((int)((P0 *)_this)->word)==0)||(((((int)((P0 *)_this)->word)&7)-1)!=((int)((P0 *)_this)->index)));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 190: // STATE 960 - /work/main/tests/model/lock.pml:226 - [word = lock] (0:1303:2 - 2)
		IfNotBlocked
		reached[0][960] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: got = ((word==0)||(((word&7)-1)!=index))(1303, 961, 1303) */
		reached[0][961] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = ((((int)((P0 *)_this)->word)==0)||(((((int)((P0 *)_this)->word)&7)-1)!=((int)((P0 *)_this)->index)));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 191: // STATE 963 - /work/main/tests/model/lock.pml:229 - [(got)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][963] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 192: // STATE 964 - /work/main/tests/model/lock.pml:170 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][964] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 193: // STATE 984 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][984] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_964_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_965_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_966_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_967_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_970_0: /* 2 */
S_968_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_969_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_973_0;
S_973_0: /* 2 */
S_971_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_972_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_976_0;
S_976_0: /* 2 */
S_974_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_975_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_979_0;
S_979_0: /* 2 */
S_977_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_978_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_982_0;
S_982_0: /* 2 */
S_980_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_981_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_985_0;
S_985_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 194: // STATE 987 - /work/main/tests/model/lock.pml:170 - [(1)] (1298:0:3 - 1)
		IfNotBlocked
		reached[0][987] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1298, 989, 1298) */
		reached[0][989] = 1;
		;
		/* merge: own = index(1298, 990, 1298) */
		reached[0][990] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = ((int)((P0 *)_this)->index);
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		/* merge: generation[index] = (generation[index]+1)(1298, 991, 1298) */
		reached[0][991] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.generation[ Index(((P0 *)_this)->index, 5) ] = (((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])+1);
#ifdef VAR_RANGES
		logval("generation[thread:index]", ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: assert((generation[index]<16))(1298, 992, 1298) */
		reached[0][992] = 1;
		spin_assert((((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])<16), "(generation[index]<16)", II, tt, t);
		/* merge: name = (((generation[index]*8)+index)+1)(1298, 993, 1298) */
		reached[0][993] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->name);
		((P0 *)_this)->name = (((((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])*8)+((int)((P0 *)_this)->index))+1);
#ifdef VAR_RANGES
		logval("thread:name", ((int)((P0 *)_this)->name));
#endif
		;
		_m = 3; goto P999; /* 5 */
	case 195: // STATE 990 - /work/main/tests/model/lock.pml:171 - [own = index] (0:1298:3 - 2)
		IfNotBlocked
		reached[0][990] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = ((int)((P0 *)_this)->index);
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		/* merge: generation[index] = (generation[index]+1)(1298, 991, 1298) */
		reached[0][991] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.generation[ Index(((P0 *)_this)->index, 5) ] = (((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])+1);
#ifdef VAR_RANGES
		logval("generation[thread:index]", ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: assert((generation[index]<16))(1298, 992, 1298) */
		reached[0][992] = 1;
		spin_assert((((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])<16), "(generation[index]<16)", II, tt, t);
		/* merge: name = (((generation[index]*8)+index)+1)(1298, 993, 1298) */
		reached[0][993] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->name);
		((P0 *)_this)->name = (((((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])*8)+((int)((P0 *)_this)->index))+1);
#ifdef VAR_RANGES
		logval("thread:name", ((int)((P0 *)_this)->name));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 196: // STATE 995 - /work/main/tests/model/lock.pml:179 - [(left_overs[index])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][995] = 1;
		if (!(((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 197: // STATE 996 - /work/main/tests/model/lock.pml:95 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][996] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 198: // STATE 1016 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1016] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_996_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_997_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_998_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_999_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1002_0: /* 2 */
S_1000_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1001_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1005_0;
S_1005_0: /* 2 */
S_1003_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1004_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1008_0;
S_1008_0: /* 2 */
S_1006_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1007_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1011_0;
S_1011_0: /* 2 */
S_1009_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1010_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1014_0;
S_1014_0: /* 2 */
S_1012_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1013_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1017_0;
S_1017_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 199: // STATE 1019 - /work/main/tests/model/lock.pml:95 - [(1)] (1031:0:1 - 1)
		IfNotBlocked
		reached[0][1019] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1031, 1021, 1031) */
		reached[0][1021] = 1;
		;
		/* merge: got = (lock==0)(1031, 1022, 1031) */
		reached[0][1022] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 200: // STATE 1022 - /work/main/tests/model/lock.pml:96 - [got = (lock==0)] (0:1031:1 - 2)
		IfNotBlocked
		reached[0][1022] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==0);
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 201: // STATE 1023 - /work/main/tests/model/lock.pml:98 - [(got)] (1027:0:1 - 1)
		IfNotBlocked
		reached[0][1023] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: lock = (name|128)(0, 1024, 1027) */
		reached[0][1024] = 1;
		(trpt+1)->bup.oval = ((int)now.lock);
		now.lock = (((int)((P0 *)_this)->name)|128);
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 202: // STATE 1025 - /work/main/tests/model/lock.pml:91 - [assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))] (0:1145:1 - 1)
		IfNotBlocked
		reached[0][1025] = 1;
		spin_assert((((((((int)now.inside[0])+((int)now.inside[1]))+((int)now.inside[2]))+((int)now.inside[3]))+((int)now.inside[4]))==0), "(((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0)", II, tt, t);
		/* merge: inside[me] = 1(1145, 1026, 1145) */
		reached[0][1026] = 1;
		(trpt+1)->bup.oval = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		/* merge: assert(!(dirty))(1145, 1028, 1145) */
		reached[0][1028] = 1;
		spin_assert( !(((int)now.dirty)), " !(dirty)", II, tt, t);
		/* merge: .(goto)(1145, 1032, 1145) */
		reached[0][1032] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 203: // STATE 1032 - /work/main/tests/model/lock.pml:101 - [.(goto)] (0:1145:0 - 2)
		IfNotBlocked
		reached[0][1032] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 204: // STATE 1030 - /work/main/tests/model/lock.pml:99 - [(1)] (1145:0:0 - 1)
		IfNotBlocked
		reached[0][1030] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1145, 1032, 1145) */
		reached[0][1032] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 205: // STATE 1035 - /work/main/tests/model/lock.pml:185 - [(!(got))] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1035] = 1;
		if (!( !(((int)((P0 *)_this)->got))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 206: // STATE 1036 - /work/main/tests/model/lock.pml:186 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1036] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 207: // STATE 1056 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1056] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1036_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1037_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1038_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1039_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1042_0: /* 2 */
S_1040_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1041_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1045_0;
S_1045_0: /* 2 */
S_1043_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1044_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1048_0;
S_1048_0: /* 2 */
S_1046_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1047_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1051_0;
S_1051_0: /* 2 */
S_1049_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1050_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1054_0;
S_1054_0: /* 2 */
S_1052_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1053_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1057_0;
S_1057_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 208: // STATE 1059 - /work/main/tests/model/lock.pml:186 - [(1)] (1141:0:2 - 1)
		IfNotBlocked
		reached[0][1059] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1141, 1061, 1141) */
		reached[0][1061] = 1;
		;
		/* merge: word = lock(1141, 1062, 1141) */
		reached[0][1062] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: got = (word&&(((life[((word&7)-1)]==0)||(life[((word&7)-1)]==(p+1)))&&!((own==((word&7)-1)))))(1141, 1063, 1141) */
		reached[0][1063] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)((P0 *)_this)->word)&&(((((int)now.life[ Index(((((int)((P0 *)_this)->word)&7)-1), 5) ])==0)||(((int)now.life[ Index(((((int)((P0 *)_this)->word)&7)-1), 5) ])==(((int)((P0 *)_this)->p)+1)))&& !((((int)((P0 *)_this)->own)==((((int)((P0 *)_this)->word)&7)-1)))));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 3 */
	case 209: // STATE 1062 - /work/main/tests/model/lock.pml:186 - [word = lock] (0:1141:2 - 2)
		IfNotBlocked
		reached[0][1062] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = ((int)now.lock);
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: got = (word&&(((life[((word&7)-1)]==0)||(life[((word&7)-1)]==(p+1)))&&!((own==((word&7)-1)))))(1141, 1063, 1141) */
		reached[0][1063] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)((P0 *)_this)->word)&&(((((int)now.life[ Index(((((int)((P0 *)_this)->word)&7)-1), 5) ])==0)||(((int)now.life[ Index(((((int)((P0 *)_this)->word)&7)-1), 5) ])==(((int)((P0 *)_this)->p)+1)))&& !((((int)((P0 *)_this)->own)==((((int)((P0 *)_this)->word)&7)-1)))));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 210: // STATE 1065 - /work/main/tests/model/lock.pml:188 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1065] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 211: // STATE 1066 - /work/main/tests/model/lock.pml:147 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1066] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 212: // STATE 1086 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1086] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1066_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1067_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1068_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1069_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1072_0: /* 2 */
S_1070_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1071_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1075_0;
S_1075_0: /* 2 */
S_1073_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1074_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1078_0;
S_1078_0: /* 2 */
S_1076_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1077_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1081_0;
S_1081_0: /* 2 */
S_1079_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1080_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1084_0;
S_1084_0: /* 2 */
S_1082_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1083_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1087_0;
S_1087_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 213: // STATE 1089 - /work/main/tests/model/lock.pml:147 - [(1)] (1100:0:1 - 1)
		IfNotBlocked
		reached[0][1089] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1100, 1091, 1100) */
		reached[0][1091] = 1;
		;
		/* merge: got = (lock==word)(1100, 1092, 1100) */
		reached[0][1092] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==((int)((P0 *)_this)->word));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 214: // STATE 1092 - /work/main/tests/model/lock.pml:148 - [got = (lock==word)] (0:1100:1 - 2)
		IfNotBlocked
		reached[0][1092] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==((int)((P0 *)_this)->word));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 215: // STATE 1093 - /work/main/tests/model/lock.pml:150 - [(got)] (1097:0:1 - 1)
		IfNotBlocked
		reached[0][1093] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: lock = (name|128)(0, 1094, 1097) */
		reached[0][1094] = 1;
		(trpt+1)->bup.oval = ((int)now.lock);
		now.lock = (((int)((P0 *)_this)->name)|128);
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 216: // STATE 1095 - /work/main/tests/model/lock.pml:91 - [assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))] (0:1136:1 - 1)
		IfNotBlocked
		reached[0][1095] = 1;
		spin_assert((((((((int)now.inside[0])+((int)now.inside[1]))+((int)now.inside[2]))+((int)now.inside[3]))+((int)now.inside[4]))==0), "(((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0)", II, tt, t);
		/* merge: inside[me] = 1(1136, 1096, 1136) */
		reached[0][1096] = 1;
		(trpt+1)->bup.oval = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		/* merge: .(goto)(1136, 1101, 1136) */
		reached[0][1101] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 217: // STATE 1101 - /work/main/tests/model/lock.pml:153 - [.(goto)] (0:1136:0 - 2)
		IfNotBlocked
		reached[0][1101] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 218: // STATE 1099 - /work/main/tests/model/lock.pml:151 - [(1)] (1136:0:0 - 1)
		IfNotBlocked
		reached[0][1099] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1136, 1101, 1136) */
		reached[0][1101] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 219: // STATE 1103 - /work/main/tests/model/lock.pml:155 - [(got)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1103] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 220: // STATE 1104 - /work/main/tests/model/lock.pml:155 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1104] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 221: // STATE 1124 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1124] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1104_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1105_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1106_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1107_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1110_0: /* 2 */
S_1108_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1109_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1113_0;
S_1113_0: /* 2 */
S_1111_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1112_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1116_0;
S_1116_0: /* 2 */
S_1114_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1115_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1119_0;
S_1119_0: /* 2 */
S_1117_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1118_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1122_0;
S_1122_0: /* 2 */
S_1120_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1121_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1125_0;
S_1125_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 222: // STATE 1127 - /work/main/tests/model/lock.pml:155 - [(1)] (1292:0:2 - 1)
		IfNotBlocked
		reached[0][1127] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1292, 1129, 1292) */
		reached[0][1129] = 1;
		;
		/* merge: assert(inside[me])(1292, 1130, 1292) */
		reached[0][1130] = 1;
		spin_assert(((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]), "inside[me]", II, tt, t);
		/* merge: recovered = (recovered+dirty)(1292, 1131, 1292) */
		reached[0][1131] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.recovered);
		now.recovered = (((int)now.recovered)+((int)now.dirty));
#ifdef VAR_RANGES
		logval("recovered", ((int)now.recovered));
#endif
		;
		/* merge: dirty = 0(1292, 1132, 1292) */
		reached[0][1132] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: .(goto)(0, 1137, 1292) */
		reached[0][1137] = 1;
		;
		/* merge: .(goto)(0, 1142, 1292) */
		reached[0][1142] = 1;
		;
		/* merge: .(goto)(0, 1146, 1292) */
		reached[0][1146] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 223: // STATE 1130 - /work/main/tests/model/lock.pml:155 - [assert(inside[me])] (0:1292:2 - 2)
		IfNotBlocked
		reached[0][1130] = 1;
		spin_assert(((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]), "inside[me]", II, tt, t);
		/* merge: recovered = (recovered+dirty)(1292, 1131, 1292) */
		reached[0][1131] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.recovered);
		now.recovered = (((int)now.recovered)+((int)now.dirty));
#ifdef VAR_RANGES
		logval("recovered", ((int)now.recovered));
#endif
		;
		/* merge: dirty = 0(1292, 1132, 1292) */
		reached[0][1132] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: .(goto)(0, 1137, 1292) */
		reached[0][1137] = 1;
		;
		/* merge: .(goto)(0, 1142, 1292) */
		reached[0][1142] = 1;
		;
		/* merge: .(goto)(0, 1146, 1292) */
		reached[0][1146] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 224: // STATE 1147 - /work/main/tests/model/lock.pml:194 - [(got)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1147] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 225: // STATE 1148 - /work/main/tests/model/lock.pml:140 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1148] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 226: // STATE 1168 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1168] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1148_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1149_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1150_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1151_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1154_0: /* 2 */
S_1152_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1153_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1157_0;
S_1157_0: /* 2 */
S_1155_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1156_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1160_0;
S_1160_0: /* 2 */
S_1158_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1159_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1163_0;
S_1163_0: /* 2 */
S_1161_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1162_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1166_0;
S_1166_0: /* 2 */
S_1164_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1165_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1169_0;
S_1169_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 227: // STATE 1171 - /work/main/tests/model/lock.pml:140 - [(1)] (1207:0:2 - 1)
		IfNotBlocked
		reached[0][1171] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1207, 1173, 1207) */
		reached[0][1173] = 1;
		;
		/* merge: assert((inside[me]&&!(dirty)))(1207, 1174, 1207) */
		reached[0][1174] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&& !(((int)now.dirty))), "(inside[me]&& !(dirty))", II, tt, t);
		/* merge: dirty = 1(1207, 1175, 1207) */
		reached[0][1175] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 1;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 1(1207, 1176, 1207) */
		reached[0][1176] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 228: // STATE 1174 - /work/main/tests/model/lock.pml:140 - [assert((inside[me]&&!(dirty)))] (0:1207:2 - 2)
		IfNotBlocked
		reached[0][1174] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&& !(((int)now.dirty))), "(inside[me]&& !(dirty))", II, tt, t);
		/* merge: dirty = 1(1207, 1175, 1207) */
		reached[0][1175] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 1;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 1(1207, 1176, 1207) */
		reached[0][1176] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 229: // STATE 1178 - /work/main/tests/model/lock.pml:141 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1178] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 230: // STATE 1198 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1198] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1178_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1179_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1180_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1181_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1184_0: /* 2 */
S_1182_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1183_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1187_0;
S_1187_0: /* 2 */
S_1185_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1186_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1190_0;
S_1190_0: /* 2 */
S_1188_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1189_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1193_0;
S_1193_0: /* 2 */
S_1191_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1192_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1196_0;
S_1196_0: /* 2 */
S_1194_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1195_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1199_0;
S_1199_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 231: // STATE 1201 - /work/main/tests/model/lock.pml:141 - [(1)] (1209:0:2 - 1)
		IfNotBlocked
		reached[0][1201] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1209, 1203, 1209) */
		reached[0][1203] = 1;
		;
		/* merge: assert((inside[me]&&dirty))(1209, 1204, 1209) */
		reached[0][1204] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&&((int)now.dirty)), "(inside[me]&&dirty)", II, tt, t);
		/* merge: dirty = 0(1209, 1205, 1209) */
		reached[0][1205] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 0(1209, 1206, 1209) */
		reached[0][1206] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 232: // STATE 1204 - /work/main/tests/model/lock.pml:141 - [assert((inside[me]&&dirty))] (0:1209:2 - 2)
		IfNotBlocked
		reached[0][1204] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&&((int)now.dirty)), "(inside[me]&&dirty)", II, tt, t);
		/* merge: dirty = 0(1209, 1205, 1209) */
		reached[0][1205] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 0(1209, 1206, 1209) */
		reached[0][1206] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 233: // STATE 1209 - /work/main/tests/model/lock.pml:194 - [left_overs[index] = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1209] = 1;
		(trpt+1)->bup.oval = ((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.left_overs[ Index(((P0 *)_this)->index, 5) ] = 0;
#ifdef VAR_RANGES
		logval("left_overs[thread:index]", ((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 234: // STATE 1210 - /work/main/tests/model/lock.pml:119 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1210] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 235: // STATE 1230 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1230] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1210_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1211_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1212_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1213_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1216_0: /* 2 */
S_1214_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1215_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1219_0;
S_1219_0: /* 2 */
S_1217_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1218_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1222_0;
S_1222_0: /* 2 */
S_1220_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1221_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1225_0;
S_1225_0: /* 2 */
S_1223_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1224_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1228_0;
S_1228_0: /* 2 */
S_1226_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1227_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1231_0;
S_1231_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 236: // STATE 1233 - /work/main/tests/model/lock.pml:119 - [(1)] (1287:0:3 - 1)
		IfNotBlocked
		reached[0][1233] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1287, 1235, 1287) */
		reached[0][1235] = 1;
		;
		/* merge: had_bit = (lock>=128)(1287, 1236, 1287) */
		reached[0][1236] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = (((int)now.lock)>=128);
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: lock = 0(1287, 1237, 1287) */
		reached[0][1237] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = 0;
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: inside[me] = 0(1287, 1238, 1287) */
		reached[0][1238] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 237: // STATE 1236 - /work/main/tests/model/lock.pml:119 - [had_bit = (lock>=128)] (0:1287:3 - 2)
		IfNotBlocked
		reached[0][1236] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = (((int)now.lock)>=128);
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: lock = 0(1287, 1237, 1287) */
		reached[0][1237] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = 0;
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: inside[me] = 0(1287, 1238, 1287) */
		reached[0][1238] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 238: // STATE 1240 - /work/main/tests/model/lock.pml:121 - [(had_bit)] (1284:0:4 - 1)
		IfNotBlocked
		reached[0][1240] = 1;
		if (!(((int)((P0 *)_this)->had_bit)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: had_bit */  (trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((P0 *)_this)->had_bit;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->had_bit = 0;
		/* merge: had_bit = 0(1284, 1241, 1284) */
		reached[0][1241] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = 0;
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: take = mine(1284, 1242, 1284) */
		reached[0][1242] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = ((int)((P0 *)_this)->mine);
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		if (TstOnly) return 1; /* TT */
		/* dead 2: take */  
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->take = 0;
		_m = 3; goto P999; /* 2 */
	case 239: // STATE 1243 - /work/main/tests/model/lock.pml:106 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1243] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 240: // STATE 1263 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1263] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1243_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1244_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1245_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1246_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1249_0: /* 2 */
S_1247_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1248_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1252_0;
S_1252_0: /* 2 */
S_1250_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1251_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1255_0;
S_1255_0: /* 2 */
S_1253_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1254_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1258_0;
S_1258_0: /* 2 */
S_1256_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1257_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1261_0;
S_1261_0: /* 2 */
S_1259_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1260_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1264_0;
S_1264_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 241: // STATE 1269 - /work/main/tests/model/lock.pml:108 - [(asleep[0])] (1343:0:1 - 1)
		IfNotBlocked
		reached[0][1269] = 1;
		if (!(((int)now.asleep[0])))
			continue;
		/* merge: asleep[0] = 0(1343, 1270, 1343) */
		reached[0][1270] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[0]);
		now.asleep[0] = 0;
#ifdef VAR_RANGES
		logval("asleep[0]", ((int)now.asleep[0]));
#endif
		;
		/* merge: .(goto)(1343, 1282, 1343) */
		reached[0][1282] = 1;
		;
		/* merge: .(goto)(0, 1288, 1343) */
		reached[0][1288] = 1;
		;
		/* merge: .(goto)(0, 1293, 1343) */
		reached[0][1293] = 1;
		;
		/* merge: .(goto)(0, 1299, 1343) */
		reached[0][1299] = 1;
		;
		/* merge: .(goto)(0, 1304, 1343) */
		reached[0][1304] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 242: // STATE 1282 - /work/main/tests/model/lock.pml:115 - [.(goto)] (0:1343:0 - 6)
		IfNotBlocked
		reached[0][1282] = 1;
		;
		/* merge: .(goto)(0, 1288, 1343) */
		reached[0][1288] = 1;
		;
		/* merge: .(goto)(0, 1293, 1343) */
		reached[0][1293] = 1;
		;
		/* merge: .(goto)(0, 1299, 1343) */
		reached[0][1299] = 1;
		;
		/* merge: .(goto)(0, 1304, 1343) */
		reached[0][1304] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 243: // STATE 1271 - /work/main/tests/model/lock.pml:109 - [(asleep[1])] (1343:0:1 - 1)
		IfNotBlocked
		reached[0][1271] = 1;
		if (!(((int)now.asleep[1])))
			continue;
		/* merge: asleep[1] = 0(1343, 1272, 1343) */
		reached[0][1272] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[1]);
		now.asleep[1] = 0;
#ifdef VAR_RANGES
		logval("asleep[1]", ((int)now.asleep[1]));
#endif
		;
		/* merge: .(goto)(1343, 1282, 1343) */
		reached[0][1282] = 1;
		;
		/* merge: .(goto)(0, 1288, 1343) */
		reached[0][1288] = 1;
		;
		/* merge: .(goto)(0, 1293, 1343) */
		reached[0][1293] = 1;
		;
		/* merge: .(goto)(0, 1299, 1343) */
		reached[0][1299] = 1;
		;
		/* merge: .(goto)(0, 1304, 1343) */
		reached[0][1304] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 244: // STATE 1273 - /work/main/tests/model/lock.pml:110 - [(asleep[2])] (1343:0:1 - 1)
		IfNotBlocked
		reached[0][1273] = 1;
		if (!(((int)now.asleep[2])))
			continue;
		/* merge: asleep[2] = 0(1343, 1274, 1343) */
		reached[0][1274] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[2]);
		now.asleep[2] = 0;
#ifdef VAR_RANGES
		logval("asleep[2]", ((int)now.asleep[2]));
#endif
		;
		/* merge: .(goto)(1343, 1282, 1343) */
		reached[0][1282] = 1;
		;
		/* merge: .(goto)(0, 1288, 1343) */
		reached[0][1288] = 1;
		;
		/* merge: .(goto)(0, 1293, 1343) */
		reached[0][1293] = 1;
		;
		/* merge: .(goto)(0, 1299, 1343) */
		reached[0][1299] = 1;
		;
		/* merge: .(goto)(0, 1304, 1343) */
		reached[0][1304] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 245: // STATE 1275 - /work/main/tests/model/lock.pml:111 - [(asleep[3])] (1343:0:1 - 1)
		IfNotBlocked
		reached[0][1275] = 1;
		if (!(((int)now.asleep[3])))
			continue;
		/* merge: asleep[3] = 0(1343, 1276, 1343) */
		reached[0][1276] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[3]);
		now.asleep[3] = 0;
#ifdef VAR_RANGES
		logval("asleep[3]", ((int)now.asleep[3]));
#endif
		;
		/* merge: .(goto)(1343, 1282, 1343) */
		reached[0][1282] = 1;
		;
		/* merge: .(goto)(0, 1288, 1343) */
		reached[0][1288] = 1;
		;
		/* merge: .(goto)(0, 1293, 1343) */
		reached[0][1293] = 1;
		;
		/* merge: .(goto)(0, 1299, 1343) */
		reached[0][1299] = 1;
		;
		/* merge: .(goto)(0, 1304, 1343) */
		reached[0][1304] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 246: // STATE 1277 - /work/main/tests/model/lock.pml:112 - [(asleep[4])] (1343:0:1 - 1)
		IfNotBlocked
		reached[0][1277] = 1;
		if (!(((int)now.asleep[4])))
			continue;
		/* merge: asleep[4] = 0(1343, 1278, 1343) */
		reached[0][1278] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[4]);
		now.asleep[4] = 0;
#ifdef VAR_RANGES
		logval("asleep[4]", ((int)now.asleep[4]));
#endif
		;
		/* merge: .(goto)(1343, 1282, 1343) */
		reached[0][1282] = 1;
		;
		/* merge: .(goto)(0, 1288, 1343) */
		reached[0][1288] = 1;
		;
		/* merge: .(goto)(0, 1293, 1343) */
		reached[0][1293] = 1;
		;
		/* merge: .(goto)(0, 1299, 1343) */
		reached[0][1299] = 1;
		;
		/* merge: .(goto)(0, 1304, 1343) */
		reached[0][1304] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 247: // STATE 1280 - /work/main/tests/model/lock.pml:113 - [(1)] (1343:0:0 - 1)
		IfNotBlocked
		reached[0][1280] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1343, 1282, 1343) */
		reached[0][1282] = 1;
		;
		/* merge: .(goto)(0, 1288, 1343) */
		reached[0][1288] = 1;
		;
		/* merge: .(goto)(0, 1293, 1343) */
		reached[0][1293] = 1;
		;
		/* merge: .(goto)(0, 1299, 1343) */
		reached[0][1299] = 1;
		;
		/* merge: .(goto)(0, 1304, 1343) */
		reached[0][1304] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 248: // STATE 1291 - /work/main/tests/model/lock.pml:197 - [generation[index] = (generation[index]-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1291] = 1;
		(trpt+1)->bup.oval = ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.generation[ Index(((P0 *)_this)->index, 5) ] = (((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ])-1);
#ifdef VAR_RANGES
		logval("generation[thread:index]", ((int)now.generation[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 249: // STATE 1294 - /work/main/tests/model/lock.pml:202 - [(left_overs[index])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1294] = 1;
		if (!(((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 250: // STATE 1295 - /work/main/tests/model/lock.pml:202 - [left_overs[index] = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1295] = 1;
		(trpt+1)->bup.oval = ((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.left_overs[ Index(((P0 *)_this)->index, 5) ] = 0;
#ifdef VAR_RANGES
		logval("left_overs[thread:index]", ((int)now.left_overs[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 251: // STATE 1305 - /work/main/tests/model/lock.pml:233 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1305] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 252: // STATE 1306 - /work/main/tests/model/lock.pml:233 - [mine = name] (0:1349:2 - 1)
		IfNotBlocked
		reached[0][1306] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->mine);
		((P0 *)_this)->mine = ((int)((P0 *)_this)->name);
#ifdef VAR_RANGES
		logval("thread:mine", ((int)((P0 *)_this)->mine));
#endif
		;
		/* merge: take = (name|128)(1349, 1307, 1349) */
		reached[0][1307] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = (((int)((P0 *)_this)->name)|128);
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		/* merge: .(goto)(0, 1344, 1349) */
		reached[0][1344] = 1;
		;
		/* merge: .(goto)(0, 1348, 1349) */
		reached[0][1348] = 1;
		;
		/* merge: .(goto)(0, 1350, 1349) */
		reached[0][1350] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 253: // STATE 1310 - /work/main/tests/model/lock.pml:234 - [mine = 0] (0:1342:3 - 1)
		IfNotBlocked
		reached[0][1310] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->mine);
		((P0 *)_this)->mine = 0;
#ifdef VAR_RANGES
		logval("thread:mine", ((int)((P0 *)_this)->mine));
#endif
		;
		/* merge: take = 0(1342, 1311, 1342) */
		reached[0][1311] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = 0;
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		/* merge: own = (3+(1>0))(1342, 1312, 1342) */
		reached[0][1312] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = (3+(1>0));
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 254: // STATE 1314 - /work/main/tests/model/lock.pml:234 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1314] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 255: // STATE 1334 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1334] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1314_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1315_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1316_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1317_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1320_0: /* 2 */
S_1318_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1319_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1323_0;
S_1323_0: /* 2 */
S_1321_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1322_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1326_0;
S_1326_0: /* 2 */
S_1324_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1325_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1329_0;
S_1329_0: /* 2 */
S_1327_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1328_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1332_0;
S_1332_0: /* 2 */
S_1330_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1331_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1335_0;
S_1335_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 256: // STATE 1337 - /work/main/tests/model/lock.pml:234 - [(1)] (1349:0:2 - 1)
		IfNotBlocked
		reached[0][1337] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1349, 1339, 1349) */
		reached[0][1339] = 1;
		;
		/* merge: life[index] = 0(1349, 1340, 1349) */
		reached[0][1340] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.life[ Index(((P0 *)_this)->index, 5) ] = 0;
#ifdef VAR_RANGES
		logval("life[thread:index]", ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: index = (index+1)(1349, 1341, 1349) */
		reached[0][1341] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = (((int)((P0 *)_this)->index)+1);
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: .(goto)(0, 1344, 1349) */
		reached[0][1344] = 1;
		;
		/* merge: .(goto)(0, 1348, 1349) */
		reached[0][1348] = 1;
		;
		/* merge: .(goto)(0, 1350, 1349) */
		reached[0][1350] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 257: // STATE 1340 - /work/main/tests/model/lock.pml:234 - [life[index] = 0] (0:1349:2 - 2)
		IfNotBlocked
		reached[0][1340] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]);
		now.life[ Index(((P0 *)_this)->index, 5) ] = 0;
#ifdef VAR_RANGES
		logval("life[thread:index]", ((int)now.life[ Index(((int)((P0 *)_this)->index), 5) ]));
#endif
		;
		/* merge: index = (index+1)(1349, 1341, 1349) */
		reached[0][1341] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = (((int)((P0 *)_this)->index)+1);
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: .(goto)(0, 1344, 1349) */
		reached[0][1344] = 1;
		;
		/* merge: .(goto)(0, 1348, 1349) */
		reached[0][1348] = 1;
		;
		/* merge: .(goto)(0, 1350, 1349) */
		reached[0][1350] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 258: // STATE 1352 - /work/main/tests/model/lock.pml:240 - [index = 0] (0:1584:4 - 1)
		IfNotBlocked
		reached[0][1352] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = 0;
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: word = 0(1584, 1353, 1584) */
		reached[0][1353] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = 0;
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: name = 0(1584, 1354, 1584) */
		reached[0][1354] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->name);
		((P0 *)_this)->name = 0;
#ifdef VAR_RANGES
		logval("thread:name", ((int)((P0 *)_this)->name));
#endif
		;
		/* merge: got = 0(1584, 1355, 1584) */
		reached[0][1355] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1361, 1584) */
		reached[0][1361] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 259: // STATE 1362 - /work/main/tests/model/lock.pml:256 - [(mine)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1362] = 1;
		if (!(((int)((P0 *)_this)->mine)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 260: // STATE 1363 - /work/main/tests/model/lock.pml:147 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1363] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 261: // STATE 1383 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1383] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1363_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1364_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1365_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1366_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1369_0: /* 2 */
S_1367_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1368_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1372_0;
S_1372_0: /* 2 */
S_1370_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1371_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1375_0;
S_1375_0: /* 2 */
S_1373_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1374_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1378_0;
S_1378_0: /* 2 */
S_1376_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1377_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1381_0;
S_1381_0: /* 2 */
S_1379_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1380_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1384_0;
S_1384_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 262: // STATE 1386 - /work/main/tests/model/lock.pml:147 - [(1)] (1397:0:1 - 1)
		IfNotBlocked
		reached[0][1386] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1397, 1388, 1397) */
		reached[0][1388] = 1;
		;
		/* merge: got = (lock==now)(1397, 1389, 1397) */
		reached[0][1389] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==((int)((P0 *)_this)->now));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 263: // STATE 1389 - /work/main/tests/model/lock.pml:148 - [got = (lock==now)] (0:1397:1 - 2)
		IfNotBlocked
		reached[0][1389] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = (((int)now.lock)==((int)((P0 *)_this)->now));
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 264: // STATE 1390 - /work/main/tests/model/lock.pml:150 - [(got)] (1394:0:1 - 1)
		IfNotBlocked
		reached[0][1390] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		/* merge: lock = (mine|128)(0, 1391, 1394) */
		reached[0][1391] = 1;
		(trpt+1)->bup.oval = ((int)now.lock);
		now.lock = (((int)((P0 *)_this)->mine)|128);
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 265: // STATE 1392 - /work/main/tests/model/lock.pml:91 - [assert((((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0))] (0:1433:1 - 1)
		IfNotBlocked
		reached[0][1392] = 1;
		spin_assert((((((((int)now.inside[0])+((int)now.inside[1]))+((int)now.inside[2]))+((int)now.inside[3]))+((int)now.inside[4]))==0), "(((((inside[0]+inside[1])+inside[2])+inside[3])+inside[4])==0)", II, tt, t);
		/* merge: inside[me] = 1(1433, 1393, 1433) */
		reached[0][1393] = 1;
		(trpt+1)->bup.oval = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		/* merge: .(goto)(1433, 1398, 1433) */
		reached[0][1398] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 266: // STATE 1398 - /work/main/tests/model/lock.pml:153 - [.(goto)] (0:1433:0 - 2)
		IfNotBlocked
		reached[0][1398] = 1;
		;
		_m = 3; goto P999; /* 0 */
	case 267: // STATE 1396 - /work/main/tests/model/lock.pml:151 - [(1)] (1433:0:0 - 1)
		IfNotBlocked
		reached[0][1396] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1433, 1398, 1433) */
		reached[0][1398] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 268: // STATE 1400 - /work/main/tests/model/lock.pml:155 - [(got)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1400] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 269: // STATE 1401 - /work/main/tests/model/lock.pml:155 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1401] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 270: // STATE 1421 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1421] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1401_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1402_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1403_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1404_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1407_0: /* 2 */
S_1405_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1406_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1410_0;
S_1410_0: /* 2 */
S_1408_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1409_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1413_0;
S_1413_0: /* 2 */
S_1411_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1412_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1416_0;
S_1416_0: /* 2 */
S_1414_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1415_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1419_0;
S_1419_0: /* 2 */
S_1417_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1418_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1422_0;
S_1422_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 271: // STATE 1424 - /work/main/tests/model/lock.pml:155 - [(1)] (1580:0:2 - 1)
		IfNotBlocked
		reached[0][1424] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1580, 1426, 1580) */
		reached[0][1426] = 1;
		;
		/* merge: assert(inside[me])(1580, 1427, 1580) */
		reached[0][1427] = 1;
		spin_assert(((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]), "inside[me]", II, tt, t);
		/* merge: recovered = (recovered+dirty)(1580, 1428, 1580) */
		reached[0][1428] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.recovered);
		now.recovered = (((int)now.recovered)+((int)now.dirty));
#ifdef VAR_RANGES
		logval("recovered", ((int)now.recovered));
#endif
		;
		/* merge: dirty = 0(1580, 1429, 1580) */
		reached[0][1429] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: .(goto)(0, 1434, 1580) */
		reached[0][1434] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 272: // STATE 1427 - /work/main/tests/model/lock.pml:155 - [assert(inside[me])] (0:1580:2 - 2)
		IfNotBlocked
		reached[0][1427] = 1;
		spin_assert(((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]), "inside[me]", II, tt, t);
		/* merge: recovered = (recovered+dirty)(1580, 1428, 1580) */
		reached[0][1428] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.recovered);
		now.recovered = (((int)now.recovered)+((int)now.dirty));
#ifdef VAR_RANGES
		logval("recovered", ((int)now.recovered));
#endif
		;
		/* merge: dirty = 0(1580, 1429, 1580) */
		reached[0][1429] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: .(goto)(0, 1434, 1580) */
		reached[0][1434] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 273: // STATE 1436 - /work/main/tests/model/lock.pml:259 - [(got)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1436] = 1;
		if (!(((int)((P0 *)_this)->got)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: got */  (trpt+1)->bup.oval = ((P0 *)_this)->got;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->got = 0;
		_m = 3; goto P999; /* 0 */
	case 274: // STATE 1437 - /work/main/tests/model/lock.pml:140 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1437] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 275: // STATE 1457 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1457] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1437_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1438_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1439_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1440_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1443_0: /* 2 */
S_1441_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1442_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1446_0;
S_1446_0: /* 2 */
S_1444_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1445_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1449_0;
S_1449_0: /* 2 */
S_1447_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1448_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1452_0;
S_1452_0: /* 2 */
S_1450_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1451_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1455_0;
S_1455_0: /* 2 */
S_1453_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1454_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1458_0;
S_1458_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 276: // STATE 1460 - /work/main/tests/model/lock.pml:140 - [(1)] (1496:0:2 - 1)
		IfNotBlocked
		reached[0][1460] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1496, 1462, 1496) */
		reached[0][1462] = 1;
		;
		/* merge: assert((inside[me]&&!(dirty)))(1496, 1463, 1496) */
		reached[0][1463] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&& !(((int)now.dirty))), "(inside[me]&& !(dirty))", II, tt, t);
		/* merge: dirty = 1(1496, 1464, 1496) */
		reached[0][1464] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 1;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 1(1496, 1465, 1496) */
		reached[0][1465] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 277: // STATE 1463 - /work/main/tests/model/lock.pml:140 - [assert((inside[me]&&!(dirty)))] (0:1496:2 - 2)
		IfNotBlocked
		reached[0][1463] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&& !(((int)now.dirty))), "(inside[me]&& !(dirty))", II, tt, t);
		/* merge: dirty = 1(1496, 1464, 1496) */
		reached[0][1464] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 1;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 1(1496, 1465, 1496) */
		reached[0][1465] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 1;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 278: // STATE 1467 - /work/main/tests/model/lock.pml:141 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1467] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 279: // STATE 1487 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1487] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1467_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1468_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1469_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1470_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1473_0: /* 2 */
S_1471_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1472_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1476_0;
S_1476_0: /* 2 */
S_1474_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1475_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1479_0;
S_1479_0: /* 2 */
S_1477_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1478_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1482_0;
S_1482_0: /* 2 */
S_1480_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1481_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1485_0;
S_1485_0: /* 2 */
S_1483_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1484_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1488_0;
S_1488_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 280: // STATE 1490 - /work/main/tests/model/lock.pml:141 - [(1)] (1577:0:2 - 1)
		IfNotBlocked
		reached[0][1490] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1577, 1492, 1577) */
		reached[0][1492] = 1;
		;
		/* merge: assert((inside[me]&&dirty))(1577, 1493, 1577) */
		reached[0][1493] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&&((int)now.dirty)), "(inside[me]&&dirty)", II, tt, t);
		/* merge: dirty = 0(1577, 1494, 1577) */
		reached[0][1494] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 0(1577, 1495, 1577) */
		reached[0][1495] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 281: // STATE 1493 - /work/main/tests/model/lock.pml:141 - [assert((inside[me]&&dirty))] (0:1577:2 - 2)
		IfNotBlocked
		reached[0][1493] = 1;
		spin_assert((((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ])&&((int)now.dirty)), "(inside[me]&&dirty)", II, tt, t);
		/* merge: dirty = 0(1577, 1494, 1577) */
		reached[0][1494] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.dirty);
		now.dirty = 0;
#ifdef VAR_RANGES
		logval("dirty", ((int)now.dirty));
#endif
		;
		/* merge: changing[me] = 0(1577, 1495, 1577) */
		reached[0][1495] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 282: // STATE 1498 - /work/main/tests/model/lock.pml:119 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1498] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 283: // STATE 1518 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1518] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1498_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1499_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1500_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1501_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1504_0: /* 2 */
S_1502_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1503_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1507_0;
S_1507_0: /* 2 */
S_1505_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1506_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1510_0;
S_1510_0: /* 2 */
S_1508_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1509_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1513_0;
S_1513_0: /* 2 */
S_1511_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1512_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1516_0;
S_1516_0: /* 2 */
S_1514_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1515_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1519_0;
S_1519_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 284: // STATE 1521 - /work/main/tests/model/lock.pml:119 - [(1)] (1575:0:3 - 1)
		IfNotBlocked
		reached[0][1521] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1575, 1523, 1575) */
		reached[0][1523] = 1;
		;
		/* merge: had_bit = (lock>=128)(1575, 1524, 1575) */
		reached[0][1524] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = (((int)now.lock)>=128);
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: lock = 0(1575, 1525, 1575) */
		reached[0][1525] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = 0;
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: inside[me] = 0(1575, 1526, 1575) */
		reached[0][1526] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 4 */
	case 285: // STATE 1524 - /work/main/tests/model/lock.pml:119 - [had_bit = (lock>=128)] (0:1575:3 - 2)
		IfNotBlocked
		reached[0][1524] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = (((int)now.lock)>=128);
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: lock = 0(1575, 1525, 1575) */
		reached[0][1525] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.lock);
		now.lock = 0;
#ifdef VAR_RANGES
		logval("lock", ((int)now.lock));
#endif
		;
		/* merge: inside[me] = 0(1575, 1526, 1575) */
		reached[0][1526] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]);
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 286: // STATE 1528 - /work/main/tests/model/lock.pml:121 - [(had_bit)] (1572:0:3 - 1)
		IfNotBlocked
		reached[0][1528] = 1;
		if (!(((int)((P0 *)_this)->had_bit)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: had_bit */  (trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((P0 *)_this)->had_bit;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->had_bit = 0;
		/* merge: had_bit = 0(1572, 1529, 1572) */
		reached[0][1529] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = 0;
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		/* merge: take = mine(1572, 1530, 1572) */
		reached[0][1530] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = ((int)((P0 *)_this)->mine);
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 287: // STATE 1531 - /work/main/tests/model/lock.pml:106 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1531] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 288: // STATE 1551 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1551] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1531_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1532_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1533_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1534_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1537_0: /* 2 */
S_1535_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1536_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1540_0;
S_1540_0: /* 2 */
S_1538_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1539_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1543_0;
S_1543_0: /* 2 */
S_1541_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1542_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1546_0;
S_1546_0: /* 2 */
S_1544_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1545_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1549_0;
S_1549_0: /* 2 */
S_1547_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1548_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1552_0;
S_1552_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 289: // STATE 1557 - /work/main/tests/model/lock.pml:108 - [(asleep[0])] (1602:0:1 - 1)
		IfNotBlocked
		reached[0][1557] = 1;
		if (!(((int)now.asleep[0])))
			continue;
		/* merge: asleep[0] = 0(1602, 1558, 1602) */
		reached[0][1558] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[0]);
		now.asleep[0] = 0;
#ifdef VAR_RANGES
		logval("asleep[0]", ((int)now.asleep[0]));
#endif
		;
		/* merge: .(goto)(1602, 1570, 1602) */
		reached[0][1570] = 1;
		;
		/* merge: .(goto)(0, 1576, 1602) */
		reached[0][1576] = 1;
		;
		/* merge: .(goto)(0, 1581, 1602) */
		reached[0][1581] = 1;
		;
		/* merge: .(goto)(0, 1585, 1602) */
		reached[0][1585] = 1;
		;
		/* merge: .(goto)(0, 1589, 1602) */
		reached[0][1589] = 1;
		;
		/* merge: .(goto)(0, 1594, 1602) */
		reached[0][1594] = 1;
		;
		/* merge: .(goto)(0, 1598, 1602) */
		reached[0][1598] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 290: // STATE 1570 - /work/main/tests/model/lock.pml:115 - [.(goto)] (0:1602:0 - 6)
		IfNotBlocked
		reached[0][1570] = 1;
		;
		/* merge: .(goto)(0, 1576, 1602) */
		reached[0][1576] = 1;
		;
		/* merge: .(goto)(0, 1581, 1602) */
		reached[0][1581] = 1;
		;
		/* merge: .(goto)(0, 1585, 1602) */
		reached[0][1585] = 1;
		;
		/* merge: .(goto)(0, 1589, 1602) */
		reached[0][1589] = 1;
		;
		/* merge: .(goto)(0, 1594, 1602) */
		reached[0][1594] = 1;
		;
		/* merge: .(goto)(0, 1598, 1602) */
		reached[0][1598] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 291: // STATE 1559 - /work/main/tests/model/lock.pml:109 - [(asleep[1])] (1602:0:1 - 1)
		IfNotBlocked
		reached[0][1559] = 1;
		if (!(((int)now.asleep[1])))
			continue;
		/* merge: asleep[1] = 0(1602, 1560, 1602) */
		reached[0][1560] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[1]);
		now.asleep[1] = 0;
#ifdef VAR_RANGES
		logval("asleep[1]", ((int)now.asleep[1]));
#endif
		;
		/* merge: .(goto)(1602, 1570, 1602) */
		reached[0][1570] = 1;
		;
		/* merge: .(goto)(0, 1576, 1602) */
		reached[0][1576] = 1;
		;
		/* merge: .(goto)(0, 1581, 1602) */
		reached[0][1581] = 1;
		;
		/* merge: .(goto)(0, 1585, 1602) */
		reached[0][1585] = 1;
		;
		/* merge: .(goto)(0, 1589, 1602) */
		reached[0][1589] = 1;
		;
		/* merge: .(goto)(0, 1594, 1602) */
		reached[0][1594] = 1;
		;
		/* merge: .(goto)(0, 1598, 1602) */
		reached[0][1598] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 292: // STATE 1561 - /work/main/tests/model/lock.pml:110 - [(asleep[2])] (1602:0:1 - 1)
		IfNotBlocked
		reached[0][1561] = 1;
		if (!(((int)now.asleep[2])))
			continue;
		/* merge: asleep[2] = 0(1602, 1562, 1602) */
		reached[0][1562] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[2]);
		now.asleep[2] = 0;
#ifdef VAR_RANGES
		logval("asleep[2]", ((int)now.asleep[2]));
#endif
		;
		/* merge: .(goto)(1602, 1570, 1602) */
		reached[0][1570] = 1;
		;
		/* merge: .(goto)(0, 1576, 1602) */
		reached[0][1576] = 1;
		;
		/* merge: .(goto)(0, 1581, 1602) */
		reached[0][1581] = 1;
		;
		/* merge: .(goto)(0, 1585, 1602) */
		reached[0][1585] = 1;
		;
		/* merge: .(goto)(0, 1589, 1602) */
		reached[0][1589] = 1;
		;
		/* merge: .(goto)(0, 1594, 1602) */
		reached[0][1594] = 1;
		;
		/* merge: .(goto)(0, 1598, 1602) */
		reached[0][1598] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 293: // STATE 1563 - /work/main/tests/model/lock.pml:111 - [(asleep[3])] (1602:0:1 - 1)
		IfNotBlocked
		reached[0][1563] = 1;
		if (!(((int)now.asleep[3])))
			continue;
		/* merge: asleep[3] = 0(1602, 1564, 1602) */
		reached[0][1564] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[3]);
		now.asleep[3] = 0;
#ifdef VAR_RANGES
		logval("asleep[3]", ((int)now.asleep[3]));
#endif
		;
		/* merge: .(goto)(1602, 1570, 1602) */
		reached[0][1570] = 1;
		;
		/* merge: .(goto)(0, 1576, 1602) */
		reached[0][1576] = 1;
		;
		/* merge: .(goto)(0, 1581, 1602) */
		reached[0][1581] = 1;
		;
		/* merge: .(goto)(0, 1585, 1602) */
		reached[0][1585] = 1;
		;
		/* merge: .(goto)(0, 1589, 1602) */
		reached[0][1589] = 1;
		;
		/* merge: .(goto)(0, 1594, 1602) */
		reached[0][1594] = 1;
		;
		/* merge: .(goto)(0, 1598, 1602) */
		reached[0][1598] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 294: // STATE 1565 - /work/main/tests/model/lock.pml:112 - [(asleep[4])] (1602:0:1 - 1)
		IfNotBlocked
		reached[0][1565] = 1;
		if (!(((int)now.asleep[4])))
			continue;
		/* merge: asleep[4] = 0(1602, 1566, 1602) */
		reached[0][1566] = 1;
		(trpt+1)->bup.oval = ((int)now.asleep[4]);
		now.asleep[4] = 0;
#ifdef VAR_RANGES
		logval("asleep[4]", ((int)now.asleep[4]));
#endif
		;
		/* merge: .(goto)(1602, 1570, 1602) */
		reached[0][1570] = 1;
		;
		/* merge: .(goto)(0, 1576, 1602) */
		reached[0][1576] = 1;
		;
		/* merge: .(goto)(0, 1581, 1602) */
		reached[0][1581] = 1;
		;
		/* merge: .(goto)(0, 1585, 1602) */
		reached[0][1585] = 1;
		;
		/* merge: .(goto)(0, 1589, 1602) */
		reached[0][1589] = 1;
		;
		/* merge: .(goto)(0, 1594, 1602) */
		reached[0][1594] = 1;
		;
		/* merge: .(goto)(0, 1598, 1602) */
		reached[0][1598] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 295: // STATE 1568 - /work/main/tests/model/lock.pml:113 - [(1)] (1602:0:0 - 1)
		IfNotBlocked
		reached[0][1568] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1602, 1570, 1602) */
		reached[0][1570] = 1;
		;
		/* merge: .(goto)(0, 1576, 1602) */
		reached[0][1576] = 1;
		;
		/* merge: .(goto)(0, 1581, 1602) */
		reached[0][1581] = 1;
		;
		/* merge: .(goto)(0, 1585, 1602) */
		reached[0][1585] = 1;
		;
		/* merge: .(goto)(0, 1589, 1602) */
		reached[0][1589] = 1;
		;
		/* merge: .(goto)(0, 1594, 1602) */
		reached[0][1594] = 1;
		;
		/* merge: .(goto)(0, 1598, 1602) */
		reached[0][1598] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 296: // STATE 1599 - /work/main/tests/model/lock.pml:328 - [seen = 0] (0:1606:3 - 1)
		IfNotBlocked
		reached[0][1599] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->seen);
		((P0 *)_this)->seen = 0;
#ifdef VAR_RANGES
		logval("thread:seen", ((int)((P0 *)_this)->seen));
#endif
		;
		/* merge: now = 0(1606, 1600, 1606) */
		reached[0][1600] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->now);
		((P0 *)_this)->now = 0;
#ifdef VAR_RANGES
		logval("thread:now", ((int)((P0 *)_this)->now));
#endif
		;
		/* merge: got = 0(1606, 1601, 1606) */
		reached[0][1601] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: .(goto)(0, 1605, 1606) */
		reached[0][1605] = 1;
		;
		/* merge: .(goto)(0, 1607, 1606) */
		reached[0][1607] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 297: // STATE 1609 - /work/main/tests/model/lock.pml:356 - [(mine)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][1609] = 1;
		if (!(((int)((P0 *)_this)->mine)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: mine */  (trpt+1)->bup.oval = ((P0 *)_this)->mine;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->mine = 0;
		_m = 3; goto P999; /* 0 */
	case 298: // STATE 1610 - /work/main/tests/model/lock.pml:356 - [((deaths<1))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1610] = 1;
		if (!((((int)now.deaths)<1)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 299: // STATE 1630 - /work/main/tests/model/lock.pml:82 - [D_STEP82]
		IfNotBlocked

		reached[0][1630] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_1610_0: /* 2 */
		now.deaths = (((int)now.deaths)+1);
#ifdef VAR_RANGES
		logval("deaths", ((int)now.deaths));
#endif
		;
S_1611_0: /* 2 */
		now.lost = (((int)now.lost)+((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#ifdef VAR_RANGES
		logval("lost", ((int)now.lost));
#endif
		;
S_1612_0: /* 2 */
		now.inside[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("inside[thread:me]", ((int)now.inside[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1613_0: /* 2 */
		now.changing[ Index(((P0 *)_this)->me, 5) ] = 0;
#ifdef VAR_RANGES
		logval("changing[thread:me]", ((int)now.changing[ Index(((int)((P0 *)_this)->me), 5) ]));
#endif
		;
S_1616_0: /* 2 */
S_1614_0: /* 2 */
		now.left_overs[0] = (((int)now.left_overs[0])||(((int)now.life[0])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[0]", ((int)now.left_overs[0]));
#endif
		;
S_1615_0: /* 2 */
		now.life[0] = ( ((((int)now.life[0])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[0])) );
#ifdef VAR_RANGES
		logval("life[0]", ((int)now.life[0]));
#endif
		;
		goto S_1619_0;
S_1619_0: /* 2 */
S_1617_0: /* 2 */
		now.left_overs[1] = (((int)now.left_overs[1])||(((int)now.life[1])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[1]", ((int)now.left_overs[1]));
#endif
		;
S_1618_0: /* 2 */
		now.life[1] = ( ((((int)now.life[1])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[1])) );
#ifdef VAR_RANGES
		logval("life[1]", ((int)now.life[1]));
#endif
		;
		goto S_1622_0;
S_1622_0: /* 2 */
S_1620_0: /* 2 */
		now.left_overs[2] = (((int)now.left_overs[2])||(((int)now.life[2])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[2]", ((int)now.left_overs[2]));
#endif
		;
S_1621_0: /* 2 */
		now.life[2] = ( ((((int)now.life[2])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[2])) );
#ifdef VAR_RANGES
		logval("life[2]", ((int)now.life[2]));
#endif
		;
		goto S_1625_0;
S_1625_0: /* 2 */
S_1623_0: /* 2 */
		now.left_overs[3] = (((int)now.left_overs[3])||(((int)now.life[3])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[3]", ((int)now.left_overs[3]));
#endif
		;
S_1624_0: /* 2 */
		now.life[3] = ( ((((int)now.life[3])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[3])) );
#ifdef VAR_RANGES
		logval("life[3]", ((int)now.life[3]));
#endif
		;
		goto S_1628_0;
S_1628_0: /* 2 */
S_1626_0: /* 2 */
		now.left_overs[4] = (((int)now.left_overs[4])||(((int)now.life[4])==(((int)((P0 *)_this)->p)+1)));
#ifdef VAR_RANGES
		logval("left_overs[4]", ((int)now.left_overs[4]));
#endif
		;
S_1627_0: /* 2 */
		now.life[4] = ( ((((int)now.life[4])==(((int)((P0 *)_this)->p)+1))) ? (0) : (((int)now.life[4])) );
#ifdef VAR_RANGES
		logval("life[4]", ((int)now.life[4]));
#endif
		;
		goto S_1631_0;
S_1631_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 300: // STATE 1633 - /work/main/tests/model/lock.pml:356 - [(1)] (1664:0:5 - 1)
		IfNotBlocked
		reached[0][1633] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(1664, 1635, 1664) */
		reached[0][1635] = 1;
		;
		/* merge: life[own] = 0(1664, 1636, 1664) */
		reached[0][1636] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)now.life[ Index(((int)((P0 *)_this)->own), 5) ]);
		now.life[ Index(((P0 *)_this)->own, 5) ] = 0;
#ifdef VAR_RANGES
		logval("life[thread:own]", ((int)now.life[ Index(((int)((P0 *)_this)->own), 5) ]));
#endif
		;
		/* merge: own = (3+(1>0))(1664, 1637, 1664) */
		reached[0][1637] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = (3+(1>0));
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		if (TstOnly) return 1; /* TT */
		/* dead 2: own */  
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->own = 0;
		/* merge: mine = 0(1664, 1638, 1664) */
		reached[0][1638] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->mine);
		((P0 *)_this)->mine = 0;
#ifdef VAR_RANGES
		logval("thread:mine", ((int)((P0 *)_this)->mine));
#endif
		;
		/* merge: take = 0(1664, 1639, 1664) */
		reached[0][1639] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = 0;
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		/* merge: .(goto)(0, 1644, 1664) */
		reached[0][1644] = 1;
		;
		/* merge: goto gone(0, 1645, 1664) */
		reached[0][1645] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 301: // STATE 1636 - /work/main/tests/model/lock.pml:356 - [life[own] = 0] (0:1664:5 - 2)
		IfNotBlocked
		reached[0][1636] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)now.life[ Index(((int)((P0 *)_this)->own), 5) ]);
		now.life[ Index(((P0 *)_this)->own, 5) ] = 0;
#ifdef VAR_RANGES
		logval("life[thread:own]", ((int)now.life[ Index(((int)((P0 *)_this)->own), 5) ]));
#endif
		;
		/* merge: own = (3+(1>0))(1664, 1637, 1664) */
		reached[0][1637] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = (3+(1>0));
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		if (TstOnly) return 1; /* TT */
		/* dead 2: own */  
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->own = 0;
		/* merge: mine = 0(1664, 1638, 1664) */
		reached[0][1638] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->mine);
		((P0 *)_this)->mine = 0;
#ifdef VAR_RANGES
		logval("thread:mine", ((int)((P0 *)_this)->mine));
#endif
		;
		/* merge: take = 0(1664, 1639, 1664) */
		reached[0][1639] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = 0;
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		/* merge: .(goto)(0, 1644, 1664) */
		reached[0][1644] = 1;
		;
		/* merge: goto gone(0, 1645, 1664) */
		reached[0][1645] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 302: // STATE 1646 - /work/main/tests/model/lock.pml:364 - [mine = 0] (0:1661:11 - 1)
		IfNotBlocked
		reached[0][1646] = 1;
		(trpt+1)->bup.ovals = grab_ints(11);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->mine);
		((P0 *)_this)->mine = 0;
#ifdef VAR_RANGES
		logval("thread:mine", ((int)((P0 *)_this)->mine));
#endif
		;
		/* merge: take = 0(1661, 1647, 1661) */
		reached[0][1647] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->take);
		((P0 *)_this)->take = 0;
#ifdef VAR_RANGES
		logval("thread:take", ((int)((P0 *)_this)->take));
#endif
		;
		/* merge: own = (3+(1>0))(1661, 1648, 1661) */
		reached[0][1648] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P0 *)_this)->own);
		((P0 *)_this)->own = (3+(1>0));
#ifdef VAR_RANGES
		logval("thread:own", ((int)((P0 *)_this)->own));
#endif
		;
		/* merge: index = 0(1661, 1649, 1661) */
		reached[0][1649] = 1;
		(trpt+1)->bup.ovals[3] = ((int)((P0 *)_this)->index);
		((P0 *)_this)->index = 0;
#ifdef VAR_RANGES
		logval("thread:index", ((int)((P0 *)_this)->index));
#endif
		;
		/* merge: word = 0(1661, 1650, 1661) */
		reached[0][1650] = 1;
		(trpt+1)->bup.ovals[4] = ((int)((P0 *)_this)->word);
		((P0 *)_this)->word = 0;
#ifdef VAR_RANGES
		logval("thread:word", ((int)((P0 *)_this)->word));
#endif
		;
		/* merge: name = 0(1661, 1651, 1661) */
		reached[0][1651] = 1;
		(trpt+1)->bup.ovals[5] = ((int)((P0 *)_this)->name);
		((P0 *)_this)->name = 0;
#ifdef VAR_RANGES
		logval("thread:name", ((int)((P0 *)_this)->name));
#endif
		;
		/* merge: seen = 0(1661, 1652, 1661) */
		reached[0][1652] = 1;
		(trpt+1)->bup.ovals[6] = ((int)((P0 *)_this)->seen);
		((P0 *)_this)->seen = 0;
#ifdef VAR_RANGES
		logval("thread:seen", ((int)((P0 *)_this)->seen));
#endif
		;
		/* merge: now = 0(1661, 1653, 1661) */
		reached[0][1653] = 1;
		(trpt+1)->bup.ovals[7] = ((int)((P0 *)_this)->now);
		((P0 *)_this)->now = 0;
#ifdef VAR_RANGES
		logval("thread:now", ((int)((P0 *)_this)->now));
#endif
		;
		/* merge: rounds = 0(1661, 1654, 1661) */
		reached[0][1654] = 1;
		(trpt+1)->bup.ovals[8] = ((int)((P0 *)_this)->rounds);
		((P0 *)_this)->rounds = 0;
#ifdef VAR_RANGES
		logval("thread:rounds", ((int)((P0 *)_this)->rounds));
#endif
		;
		/* merge: got = 0(1661, 1655, 1661) */
		reached[0][1655] = 1;
		(trpt+1)->bup.ovals[9] = ((int)((P0 *)_this)->got);
		((P0 *)_this)->got = 0;
#ifdef VAR_RANGES
		logval("thread:got", ((int)((P0 *)_this)->got));
#endif
		;
		/* merge: had_bit = 0(1661, 1656, 1661) */
		reached[0][1656] = 1;
		(trpt+1)->bup.ovals[10] = ((int)((P0 *)_this)->had_bit);
		((P0 *)_this)->had_bit = 0;
#ifdef VAR_RANGES
		logval("thread:had_bit", ((int)((P0 *)_this)->had_bit));
#endif
		;
		_m = 3; goto P999; /* 10 */
	case 303: // STATE 1657 - /work/main/tests/model/lock.pml:366 - [((newcomers<0))] (1606:0:1 - 1)
		IfNotBlocked
		reached[0][1657] = 1;
		if (!((((int)now.newcomers)<0)))
			continue;
		/* merge: newcomers = (newcomers+1)(1606, 1658, 1606) */
		reached[0][1658] = 1;
		(trpt+1)->bup.oval = ((int)now.newcomers);
		now.newcomers = (((int)now.newcomers)+1);
#ifdef VAR_RANGES
		logval("newcomers", ((int)now.newcomers));
#endif
		;
		/* merge: goto born(1606, 1659, 1606) */
		reached[0][1659] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 304: // STATE 1660 - /work/main/tests/model/lock.pml:367 - [(1)] (1664:0:0 - 1)
		IfNotBlocked
		reached[0][1660] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(0, 1662, 1664) */
		reached[0][1662] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 305: // STATE 1664 - /work/main/tests/model/lock.pml:372 - [ended = (ended+1)] (0:0:1 - 5)
		IfNotBlocked
		reached[0][1664] = 1;
		(trpt+1)->bup.oval = ((int)now.ended);
		now.ended = (((int)now.ended)+1);
#ifdef VAR_RANGES
		logval("ended", ((int)now.ended));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 306: // STATE 1665 - /work/main/tests/model/lock.pml:373 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1665] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */
	case  _T5:	/* np_ */
		if (!((!(trpt->o_pm&4) && !(trpt->tau&128))))
			continue;
		/* else fall through */
	case  _T2:	/* true */
		_m = 3; goto P999;
#undef rand
	}


/* module.c -- makes `mmfshare._mmf`: its types, its exceptions, and register().
 *
 * All that the module owns lies in its state, so any number of interpreters may have it at once. */
#include "module.h"

#include "errors.h"
#include "saving.h"
#include "wait.h"

static PyObject *absent_repr(PyObject *self)
{
    (void)self;
    return PyUnicode_FromString("mmfshare.ABSENT");
}

/* Pickled by its place in the package, so that there is one in each interpreter. */
static PyObject *absent_reduce(PyObject *self, PyObject *unused)
{
    (void)self, (void)unused;
    return PyUnicode_FromString("ABSENT");
}

static PyMethodDef absent_methods[] = {{"__reduce__", absent_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};

/* It is in a cycle by its type, the module and the module's state, so the collector must know it. */
static int absent_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static void absent_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot absent_slots[] = {
    {Py_tp_doc, "The type of ABSENT, which compare_exchange() takes for \"no such key\"."},
    {Py_tp_repr, absent_repr},
    {Py_tp_methods, absent_methods},
    {Py_tp_dealloc, absent_dealloc},
    {Py_tp_traverse, absent_traverse},
    {0, NULL},
};
static PyType_Spec absent_spec = {
    .name = "mmfshare.AbsentType",
    .basicsize = sizeof(PyObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = absent_slots,
};

module_state *module_state_of(PyTypeObject *type)
{
    PyObject *module = PyType_GetModuleByDef(type, &mmf_module);
    return module ? PyModule_GetState(module) : NULL;
}

/* ------------------------------------------------------------------ register() */

/* Give a class a method of its own: the interpreter calls a descriptor without detours only on objects of exactly the
 * descriptor's type. Not by setattr(), by which a method of a slot's name, as __getitem__, would take the place of the
 * slot. The class has no instances yet. */
static int add_method(PyTypeObject *class, PyMethodDef *method)
{
    PyObject *names = compat_type_dict(class), *own = PyDescr_NewMethod(class, method);
    int failed = names && own ? PyDict_SetItemString(names, method->ml_name, own) : -1;
    Py_XDECREF(names);
    Py_XDECREF(own);
    PyType_Modified(class);
    return failed;
}

/* Give it those that it inherits from `base` and from what that is based on. */
static int own_methods(PyTypeObject *class, PyTypeObject *base)
{
    for (; base && base != &PyBaseObject_Type; base = base->tp_base)
        for (PyMethodDef *method = base->tp_methods; method && method->ml_name; method++) {
            PyObject *found = PyObject_GetAttrString((PyObject *)class, method->ml_name);
            bool is_inherited =
                found && Py_IS_TYPE(found, &PyMethodDescr_Type) && ((PyMethodDescrObject *)found)->d_method == method;
            Py_XDECREF(found);
            if (!found || (is_inherited && add_method(class, method) < 0))
                return -1;
        }
    return 0;
}

/* Give it methods beside its slots, for who calls those by their names, as map(d.__getitem__, keys) does. dict and list
 * have the same ones. */
static int named_slots(PyTypeObject *class, PyMethodDef *methods)
{
    for (; methods->ml_name; methods++)
        if (add_method(class, methods) < 0)
            return -1;
    return 0;
}

static int set_class(PyTypeObject **place, PyTypeObject *base, PyObject *given, const char *what)
{
    if (!given)
        return 0;
    if (!PyType_Check(given) || !PyType_IsSubtype((PyTypeObject *)given, base)) {
        PyErr_Format(PyExc_TypeError, "register(%s=...) takes a subclass of %s", what, base->tp_name);
        return -1;
    }
    if (given != (PyObject *)base && own_methods((PyTypeObject *)given, base) < 0)
        return -1;
    PyTypeObject *old = *place;
    *place = (PyTypeObject *)Py_NewRef(given);
    Py_XDECREF(old);
    return 0;
}

static PyObject *module_register(PyObject *module, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"namespace", "dict", "list", "scalar", "tied", NULL};
    module_state *state = PyModule_GetState(module);
    PyObject *namespace = NULL, *dict = NULL, *list = NULL, *scalar = NULL, *tied = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "|$OOOOO!:register", names, &namespace, &dict, &list, &scalar,
                                     &PyType_Type, &tied))
        return NULL;
    /* Namespaces and scalars are made by calling their class, so those two are only checked. */
    PyTypeObject *checked = NULL;
    int failed = set_class(&checked, state->namespace_type, namespace, "namespace");
    if (!failed)
        failed = set_class(&checked, state->scalar_type, scalar, "scalar");
    Py_XDECREF(checked);
    if (failed || set_class(&state->dict_class, state->dict_type, dict, "dict") < 0 ||
        set_class(&state->list_class, state->list_type, list, "list") < 0 ||
        (dict && named_slots(state->dict_class, dict_named_slots) < 0) ||
        (list && named_slots(state->list_class, list_named_slots) < 0))
        return NULL;
    if (tied && !state->tied_class) /* later than the others, when other threads may already store */
        __atomic_store_n(&state->tied_class, (PyTypeObject *)Py_NewRef(tied), __ATOMIC_RELEASE);
    Py_RETURN_NONE;
}

static PyObject *module_interruptions(PyObject *module, PyObject *unused)
{
    (void)module, (void)unused;
    return wait_interruptions();
}

static PyMethodDef module_methods[] = {
    {"register", (PyCFunction)(void (*)(void))module_register, METH_VARARGS | METH_KEYWORDS,
     PyDoc_STR("register($module, *, namespace=..., dict=..., list=..., scalar=..., tied=...)\n--\n\n"
               "Say which subclasses children become that are read, and of what _stored() is stored.")},
    {"interruptions", module_interruptions, METH_NOARGS,
     PyDoc_STR("interruptions($module)\n--\n\n"
               "How many waits of this thread a handler of signals or of the log has ended by an exception.")},
    {"saved_name", module_saved_name, METH_VARARGS,
     PyDoc_STR("saved_name(path, trust)\n--\n\nThe name that the namespace saved at this path had.")},
    {"load", module_load, METH_VARARGS,
     PyDoc_STR("load(saved, path, replace, trust)\n--\n\nMake a namespace's file of a saved one.")},
    {NULL, NULL, 0, NULL},
};

/* ------------------------------------------------------------------ life of a module */

static PyTypeObject *add_type(PyObject *module, PyType_Spec *spec, PyTypeObject *base, bool is_public)
{
    PyTypeObject *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, (PyObject *)base);
    if (type && is_public && PyModule_AddType(module, type) < 0)
        Py_CLEAR(type);
    return type;
}

/* The class by which its users know it: Python's messages about arguments then name that one. */
static int show_as(PyTypeObject *type, const char *name)
{
    PyObject *text = PyUnicode_FromString(name);
    int result = text ? PyObject_SetAttrString((PyObject *)type, "__qualname__", text) : -1;
    Py_XDECREF(text);
    return result;
}

static int add_types(PyObject *module, module_state *s)
{
    if (!(s->dict_type = add_type(module, &dict_spec, NULL, true)) ||
        !(s->list_type = add_type(module, &list_spec, NULL, true)) ||
        !(s->scalar_type = add_type(module, &scalar_spec, NULL, true)) ||
        !(s->namespace_type = add_type(module, &namespace_spec, s->dict_type, true)) ||
        !(s->dict_iterator_type = add_type(module, &dict_iterator_spec, NULL, false)) ||
        !(s->list_iterator_type = add_type(module, &list_iterator_spec, NULL, false)) ||
        !(s->blob_type = add_type(module, &blob_spec, NULL, false)) ||
        !(s->watch_type = add_type(module, &watch_spec, NULL, true)) ||
        !(s->guard_type = add_type(module, &guard_spec, NULL, true)) ||
        !(s->transaction_type = add_type(module, &transaction_spec, NULL, true)) ||
        !(s->knot_hold_type = add_type(module, &knot_hold_spec, NULL, true)) ||
        !(s->knot_lock_type = add_type(module, &knot_lock_spec, NULL, true)) ||
        !(s->absent_type = add_type(module, &absent_spec, NULL, false)) || show_as(s->dict_type, "SharedDict") < 0 ||
        show_as(s->list_type, "SharedList") < 0 || show_as(s->scalar_type, "SharedScalar") < 0)
        return -1;
    s->dict_class = (PyTypeObject *)Py_NewRef(s->dict_type);
    s->list_class = (PyTypeObject *)Py_NewRef(s->list_type);
    s->absent = s->absent_type->tp_alloc(s->absent_type, 0);
    return s->absent ? PyModule_AddObjectRef(module, "ABSENT", s->absent) : -1;
}

static int module_exec(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    state->pickle_keywords = Py_BuildValue("(s)", "buffer_callback");
    state->unpickle_keywords = Py_BuildValue("(s)", "buffers");
    state->last_int = PyLong_FromLong(257);
    if (!state->last_int || !state->pickle_keywords || !state->unpickle_keywords || add_types(module, state) < 0)
        return -1;
    return errors_add(module, state);
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    module_state *s = PyModule_GetState(module);
    PyTypeObject *types[] = {s->dict_type,          s->list_type,          s->scalar_type,      s->namespace_type,
                             s->dict_iterator_type, s->list_iterator_type, s->absent_type,      s->blob_type,
                             s->watch_type,         s->guard_type,         s->transaction_type, s->knot_hold_type,
                             s->knot_lock_type,     s->dict_class,         s->list_class,       s->tied_class};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(types); i++)
        Py_VISIT(types[i]);
    for (int i = 0; i < ERROR_KINDS; i++)
        Py_VISIT(s->errors[i]);
    Py_VISIT(s->absent);
    Py_VISIT(s->pickle_dumps);
    Py_VISIT(s->pickle_loads);
    Py_VISIT(s->json_dumps);
    Py_VISIT(s->json_loads);
    return 0;
}

static int module_clear(PyObject *module)
{
    module_state *s = PyModule_GetState(module);
    PyTypeObject **types[] = {&s->dict_type,          &s->list_type,          &s->scalar_type,      &s->namespace_type,
                              &s->dict_iterator_type, &s->list_iterator_type, &s->absent_type,      &s->blob_type,
                              &s->watch_type,         &s->guard_type,         &s->transaction_type, &s->knot_hold_type,
                              &s->knot_lock_type,     &s->dict_class,         &s->list_class,       &s->tied_class};
    for (size_t i = 0; i < Py_ARRAY_LENGTH(types); i++)
        Py_CLEAR(*types[i]);
    for (int i = 0; i < ERROR_KINDS; i++)
        Py_CLEAR(s->errors[i]);
    Py_CLEAR(s->absent);
    Py_CLEAR(s->pickle_dumps);
    Py_CLEAR(s->pickle_loads);
    Py_CLEAR(s->json_dumps);
    Py_CLEAR(s->json_loads);
    Py_CLEAR(s->pickle_keywords);
    Py_CLEAR(s->unpickle_keywords);
    for (size_t i = 0; i < Py_ARRAY_LENGTH(s->memo); i++) {
        s->memo[i].w0 = s->memo[i].w1 = 0;
        Py_CLEAR(s->memo[i].text);
    }
    return 0;
}

static void module_free(void *module)
{
    module_state *state = PyModule_GetState(module);
    (void)module_clear(module);
    PyObject_Free(state->free_guard);
    state->free_guard = NULL;
    Py_CLEAR(state->last_int);
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
#ifdef Py_MOD_PER_INTERPRETER_GIL_SUPPORTED
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#ifdef Py_MOD_GIL_NOT_USED
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

struct PyModuleDef mmf_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "mmfshare._mmf",
    .m_doc = "The engine of mmfshare: dicts, lists and scalars that live in a mapped file.",
    .m_size = sizeof(module_state),
    .m_methods = module_methods,
    .m_slots = module_slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
    .m_free = module_free,
};

PyMODINIT_FUNC PyInit__mmf(void) { return PyModuleDef_Init(&mmf_module); }

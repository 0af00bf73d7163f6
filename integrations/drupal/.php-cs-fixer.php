<?php

/**
 * @file
 * What Drupal's coding standard asks and no sniff of PHP_CodeSniffer can tell.
 */

return (new PhpCsFixer\Config('ID Contact for Drupal'))
  ->setIndent('  ')
  ->setUsingCache(FALSE)
  ->setRiskyAllowed(TRUE)
  ->setFinder(PhpCsFixer\Finder::create()->in(__DIR__ . '/id_contact')->name('*.php')->name('*.module'))
  ->setRules([
    '@PHP8x1Migration' => TRUE,
    'array_indentation' => TRUE,
    'concat_space' => ['spacing' => 'one'],
    'fully_qualified_strict_types' => TRUE,
    'modernize_strpos' => TRUE,
    'modifier_keywords' => TRUE,
    'native_function_casing' => TRUE,
    'no_alias_functions' => TRUE,
    'no_empty_statement' => TRUE,
    'no_leading_import_slash' => TRUE,
    'no_unneeded_control_parentheses' => TRUE,
    'no_unused_imports' => TRUE,
    'no_useless_else' => TRUE,
    'nullable_type_declaration_for_default_null_value' => TRUE,
    'ordered_imports' => ['sort_algorithm' => 'alpha'],
    'phpdoc_scalar' => TRUE,
    'phpdoc_summary' => TRUE,
    'phpdoc_trim' => TRUE,
    'phpdoc_types' => TRUE,
    'return_type_declaration' => TRUE,
    'single_quote' => TRUE,
    'strict_comparison' => TRUE,
    'trailing_comma_in_multiline' => ['elements' => ['arrays']],
    'type_declaration_spaces' => TRUE,
    'yoda_style' => ['equal' => FALSE, 'identical' => FALSE, 'less_and_greater' => FALSE],
  ]);

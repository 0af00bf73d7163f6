<?php

/**
 * The linters that come with Symfony, which Drupal and TYPO3 are built with: `lint:yaml`, `lint:twig`, `lint:xliff`. And `show`, which prints a
 * template of Drupal's as its engine does, with the variables that follow as JSON.
 */
foreach (['Component/Console', 'Component/Yaml', 'Component/Translation', 'Bridge/Twig'] as $part) {
    require "Symfony/$part/autoload.php";
}

use Symfony\Bridge\Twig\Command\LintCommand as LintTwig;
use Symfony\Component\Console\Application;
use Symfony\Component\Translation\Command\XliffLintCommand as LintXliff;
use Symfony\Component\Yaml\Command\LintCommand as LintYaml;

$twig = new Twig\Environment(new Twig\Loader\ArrayLoader(), ['strict_variables' => true]);
// The one filter of Drupal's own that is used.
$twig->addFilter(new Twig\TwigFilter('t', static fn (string $text): string => $text));

if ($argv[1] === 'show') {
    echo $twig->createTemplate(file_get_contents($argv[2]))->render(json_decode($argv[3], true));
    exit;
}
$linters = new Application();
// TYPO3 puts the language in front of a file's name, where Symfony wants it at its end.
$linters->addCommands([new LintYaml(), new LintTwig($twig), new LintXliff(null, null, null, false)]);
$linters->run();
